package io.contacttree.analytics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** A DuckDB of its own, in memory, with the views over exports. */
public final class AnalyticsDatabase implements AutoCloseable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");

  private final Connection connection;

  /**
   * Opens a database.
   *
   * @throws SQLException when DuckDB does not start
   */
  public AnalyticsDatabase() throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
  }

  /**
   * Reads the exports under a folder into the six views.
   *
   * @param views the file views.sql
   * @param exports the folder above AWSDynamoDB
   */
  public void load(Path views, Path exports) throws IOException, SQLException {
    run("SET VARIABLE exports = '" + exports.toString().replace("'", "''") + "'");
    run(Files.readString(views));
  }

  /** Runs statements whose answers nobody needs. */
  public void run(String statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(statements);
    }
  }

  /** Returns what a query answers. */
  public Answer ask(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      int width = result.getMetaData().getColumnCount();
      List<String> names = new ArrayList<>();
      List<String> types = new ArrayList<>();
      for (int column = 1; column <= width; column++) {
        names.add(result.getMetaData().getColumnName(column));
        types.add(result.getMetaData().getColumnTypeName(column));
      }
      List<List<String>> rows = new ArrayList<>();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int column = 1; column <= width; column++) {
          row.add(text(result, column));
        }
        rows.add(row);
      }
      return new Answer(names, types, rows);
    }
  }

  private static String text(ResultSet result, int column) throws SQLException {
    if (result.getMetaData().getColumnType(column) == Types.TIMESTAMP) {
      LocalDateTime time = result.getObject(column, LocalDateTime.class);
      return result.wasNull() ? Answer.NULL : TIME.format(time);
    }
    String text = result.getString(column);
    return result.wasNull() ? Answer.NULL : text;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
