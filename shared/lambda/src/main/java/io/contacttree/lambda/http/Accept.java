package io.contacttree.lambda.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The media types that a caller takes: the header Accept (RFC 9110, section 12.5.1).
 *
 * <p>Elements that are no media range tell nothing; a header without any tells nothing either, as
 * if it were absent. A range with a parameter is of another type than ours, but for {@code
 * charset=utf-8}, in which everything is written.
 *
 * @param ranges the media ranges
 */
public record Accept(List<Range> ranges) {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final String QUOTED = "\"(?:[^\"\\\\]|\\\\.)*+\"";
  private static final Pattern RANGE =
      Pattern.compile("[ \\t]*+(" + TOKEN + ")/(" + TOKEN + ")[ \\t]*+");
  private static final Pattern PARAMETER =
      Pattern.compile(";[ \\t]*+(?:(" + TOKEN + ")=(" + TOKEN + "|" + QUOTED + "))?+[ \\t]*+");
  private static final Pattern WEIGHT = Pattern.compile("0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?");
  private static final int THOUSAND = 1000;

  public Accept {
    ranges = List.copyOf(ranges);
  }

  /**
   * One media range.
   *
   * @param type the type in lower case, or an asterisk
   * @param subtype the subtype in lower case, or an asterisk
   * @param weight how much it is wanted, in thousandths; 0: not at all
   */
  public record Range(String type, String subtype, int weight) {
    private boolean matches(String mediaType) {
      return type.equals("*") || (type + "/" + subtype).equals(mediaType) || isTypeOf(mediaType);
    }

    private boolean isTypeOf(String mediaType) {
      return subtype.equals("*") && mediaType.startsWith(type + "/");
    }

    /** The more is said, the more it counts. */
    private int precedence() {
      return type.equals("*") ? 0 : subtype.equals("*") ? 1 : 2;
    }
  }

  /** Returns what the header says, each element one line of it. */
  public static Accept parse(List<String> lines) {
    List<Range> ranges = new ArrayList<>();
    for (String element : elements(String.join(",", lines))) {
      range(element).ifPresent(ranges::add);
    }
    return new Accept(ranges);
  }

  /**
   * Returns how much a media type is wanted, in thousandths: as the most specific range that
   * matches says; 0 where none does.
   *
   * @param mediaType in lower case, without parameters
   */
  public int weight(String mediaType) {
    if (ranges.isEmpty()) {
      return THOUSAND;
    }
    int precedence = -1;
    int weight = 0;
    for (Range range : ranges) {
      if (range.matches(mediaType) && range.precedence() >= precedence) {
        weight =
            range.precedence() > precedence ? range.weight() : Math.max(weight, range.weight());
        precedence = range.precedence();
      }
    }
    return weight;
  }

  /** Commas part elements, but not within quotation marks. */
  private static List<String> elements(String header) {
    List<String> elements = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int at = 0; at < header.length(); at++) {
      char character = header.charAt(at);
      if (character == '"') {
        quoted = !quoted;
      } else if (character == '\\' && quoted) {
        at++;
      } else if (character == ',' && !quoted) {
        elements.add(header.substring(start, at));
        start = at + 1;
      }
    }
    elements.add(header.substring(start));
    return elements;
  }

  private static Optional<Range> range(String element) {
    Matcher range = RANGE.matcher(element);
    if (!range.lookingAt() || (range.group(1).equals("*") && !range.group(2).equals("*"))) {
      return Optional.empty();
    }
    int weight = THOUSAND;
    String suffix = "";
    Matcher parameter = PARAMETER.matcher(element);
    int at = range.end();
    while (at < element.length()) {
      parameter.region(at, element.length());
      if (!parameter.lookingAt()) {
        return Optional.empty();
      }
      at = parameter.end();
      String name = parameter.group(1) == null ? "" : parameter.group(1).toLowerCase(Locale.ROOT);
      if (name.equals("q")) {
        Matcher number = WEIGHT.matcher(parameter.group(2));
        if (!number.matches()) {
          return Optional.empty();
        }
        weight = (int) Math.round(Double.parseDouble(parameter.group(2)) * THOUSAND);
      } else if (!name.isEmpty() && !isUtf8(name, parameter.group(2))) {
        // Matches no type of ours, but is a range all the same.
        suffix = ";";
      }
    }
    return Optional.of(
        new Range(
            range.group(1).toLowerCase(Locale.ROOT),
            range.group(2).toLowerCase(Locale.ROOT) + suffix,
            weight));
  }

  private static boolean isUtf8(String name, String value) {
    return name.equals("charset")
        && value.replace("\"", "").toLowerCase(Locale.ROOT).equals("utf-8");
  }
}
