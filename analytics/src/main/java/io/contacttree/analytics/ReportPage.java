package io.contacttree.analytics;

import java.util.List;
import java.util.Locale;

/** One page without anything from elsewhere: figures, charts as SVG, answers as tables. */
final class ReportPage {
  private static final int MOST_ROWS = 12;
  private static final int WIDTH = 560;
  private static final int LABELS = 170;
  private static final int BAR = 26;
  private static final int HEIGHT = 220;

  private final StringBuilder figures = new StringBuilder();
  private final StringBuilder charts = new StringBuilder();
  private final StringBuilder tables = new StringBuilder();

  /** Begins a page with trees, contacts, transfers, trees that reopened, and until when. */
  ReportPage(List<String> totals) {
    List<String> names = List.of("trees", "contacts", "transfers", "trees reopened");
    for (int i = 0; i < names.size(); i++) {
      figures.append(
          "<li><b>%s</b> %s</li>".formatted(escaped(totals.get(i)), escaped(names.get(i))));
    }
    figures.append("<li>until <b>%s</b></li>".formatted(escaped(totals.getLast())));
  }

  /** Adds a chart of bars that lie, from a label and a number a row. */
  void bars(String title, Answer answer) {
    double most = most(answer);
    int height = answer.rows().size() * BAR + 4;
    begin(title, height);
    int y = 2;
    for (List<String> row : answer.rows()) {
      double number = Double.parseDouble(row.get(1));
      double length = number / most * (WIDTH - LABELS - 60);
      charts.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
                  + "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"18\" rx=\"2\"/>"
                  + "<text x=\"%.1f\" y=\"%d\">%.0f</text>",
              LABELS - 8,
              y + 14,
              escaped(row.get(0)),
              LABELS,
              y,
              length,
              LABELS + length + 6,
              y + 14,
              number));
      y += BAR;
    }
    charts.append("</svg></figure>\n");
  }

  /** Adds a chart of columns, from a day and a number a row. */
  void columns(String title, Answer answer) {
    double most = most(answer);
    begin(title, HEIGHT);
    double width = (double) (WIDTH - 40) / Math.max(1, answer.rows().size());
    double x = 20;
    int every = 1 + answer.rows().size() / 10;
    for (int i = 0; i < answer.rows().size(); i++) {
      double number = Double.parseDouble(answer.rows().get(i).get(1));
      double height = number / most * (HEIGHT - 50);
      charts.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\"><title>%s: %.0f</title></rect>",
              x + width * 0.1,
              HEIGHT - 25 - height,
              width * 0.8,
              height,
              escaped(answer.rows().get(i).get(0)),
              number));
      if (i % every == 0) {
        charts.append(
            String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                x + width / 2,
                HEIGHT - 8,
                escaped(answer.rows().get(i).get(0).substring(5))));
      }
      x += width;
    }
    charts.append("</svg></figure>\n");
  }

  /** Adds an answer, its first rows. */
  void table(String question, String name, Answer answer) {
    tables.append("<section><h3>%s</h3>".formatted(escaped(question)));
    tables.append("<table><thead><tr>");
    answer.names().forEach(column -> tables.append("<th>" + escaped(column) + "</th>"));
    tables.append("</tr></thead><tbody>");
    answer.rows().stream()
        .limit(MOST_ROWS)
        .forEach(
            row -> {
              tables.append("<tr>");
              row.forEach(value -> tables.append("<td>" + escaped(value) + "</td>"));
              tables.append("</tr>");
            });
    tables.append("</tbody></table>");
    int more = answer.rows().size() - MOST_ROWS;
    tables.append(more > 0 ? "<p>and %d more rows</p>".formatted(more) : "");
    tables.append("<p><code>questions/%s.sql</code></p></section>%n".formatted(escaped(name)));
  }

  String html() {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Contact trees</title>
    <style>
    body { font: 15px/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; margin: 2rem auto; max-width: 1180px; padding: 0 1rem }
    ul { list-style: none; display: flex; flex-wrap: wrap; gap: 2rem; padding: 0 }
    ul b { font-size: 1.5rem }
    .charts { display: flex; flex-wrap: wrap; gap: 1rem }
    figure { margin: 0; flex: 1 1 520px; border: 1px solid #d0d0d0; border-radius: 6px; padding: 1rem }
    figcaption { font-weight: 600; margin-bottom: .5rem }
    svg { width: 100%; height: auto }
    svg text { font-size: 13px; fill: #1a1a1a }
    svg rect { fill: #2f6690 }
    section { overflow-x: auto }
    table { border-collapse: collapse }
    th, td { border-bottom: 1px solid #d0d0d0; padding: .25rem .75rem .25rem 0; text-align: left; font-variant-numeric: tabular-nums }
    </style>
    </head>
    <body>
    <h1>Contact trees</h1>
    <ul>"""
        + figures
        + "</ul>\n<div class=\"charts\">\n"
        + charts
        + "</div>\n<h2>Questions and answers</h2>\n"
        + tables
        + "</body>\n</html>\n";
  }

  private void begin(String title, int height) {
    charts.append(
        "<figure><figcaption>%s</figcaption><svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
            .formatted(escaped(title), WIDTH, height, escaped(title)));
  }

  private static double most(Answer answer) {
    return answer.rows().stream()
        .mapToDouble(row -> Double.parseDouble(row.get(1)))
        .max()
        .orElse(1);
  }

  /** Returns a text of which nothing is markup: names come from customers. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
