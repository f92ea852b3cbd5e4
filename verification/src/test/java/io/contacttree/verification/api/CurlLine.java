package io.contacttree.verification.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a page that calls curl, and the answer that stands below it.
 *
 * @param line the line
 * @param shows whether the answer begins with its status and headers
 * @param method the method
 * @param headers names and values in turn
 * @param url the address
 * @param answer what stands below, with … for what is left out
 */
record CurlLine(
    String line, boolean shows, String method, List<String> headers, String url, String answer) {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\n(\\$ .*?)^```$");
  private static final Pattern VARIABLE = Pattern.compile("\\$ (\\w+)=(\\S+)");
  private static final Pattern CURL =
      Pattern.compile("\\$ curl -(s|si)((?: -H '[^']*'| -X [A-Z]+)*) (?:\"([^\"]*)\"|(\\S+))");
  private static final Pattern OPTION = Pattern.compile(" -(?:H '([^:]*): ([^']*)'|X ([A-Z]+))");

  /** Returns the lines of a page; whatever else it types is refused. */
  static List<CurlLine> of(String page) {
    List<CurlLine> lines = new ArrayList<>();
    Map<String, String> variables = new TreeMap<>();
    Matcher block = BLOCK.matcher(page);
    while (block.find()) {
      for (String typed : block.group(1).split("(?m)^(?=\\$ )", -1)) {
        String[] parts = typed.split("\n", 2);
        Matcher variable = VARIABLE.matcher(parts[0]);
        if (variable.matches()) {
          variables.put(variable.group(1), variable.group(2));
        } else {
          lines.add(of(parts[0], parts[1], variables));
        }
      }
    }
    return lines;
  }

  private static CurlLine of(String line, String answer, Map<String, String> variables) {
    Matcher curl = CURL.matcher(line);
    assertThat(curl.matches()).as("is a line that can be tested: %s", line).isTrue();
    String method = "GET";
    List<String> headers = new ArrayList<>();
    Matcher option = OPTION.matcher(curl.group(2));
    while (option.find()) {
      if (option.group(3) == null) {
        headers.addAll(List.of(option.group(1), option.group(2)));
      } else {
        method = option.group(3);
      }
    }
    String url = curl.group(3) == null ? curl.group(4) : curl.group(3);
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      url = url.replace("$" + variable.getKey(), variable.getValue());
    }
    return new CurlLine(line, curl.group(1).equals("si"), method, headers, url, answer);
  }

  /** Returns the answer as a pattern. */
  Pattern pattern(String part) {
    StringBuilder pattern = new StringBuilder();
    for (String piece : part.split("…", -1)) {
      pattern.append(pattern.isEmpty() ? "" : "(?s:.*)").append(Pattern.quote(piece));
    }
    return Pattern.compile(pattern.toString());
  }

  @Override
  public String toString() {
    return line;
  }
}
