package io.contacttree.operator.export;

import com.fasterxml.jackson.databind.json.JsonMapper;

/** The one mapper of this program. */
public final class ExportJson {
  /** Reads and writes JSON without any settings of its own. */
  public static final JsonMapper MAPPER = new JsonMapper();

  private ExportJson() {}
}
