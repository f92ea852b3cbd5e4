package io.contacttree.lambda.http;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The versions a caller has already: the header If-None-Match.
 *
 * <p>Tags are compared weakly, so {@code W/"a"} and {@code "a"} are one (RFC 9110, section 13.1.2).
 * A header that is no list of tags tells nothing.
 *
 * @param any whether any version will do ({@code *})
 * @param tags the tags in their quotes, without {@code W/}
 */
public record IfNoneMatch(boolean any, Set<String> tags) {
  private static final Pattern TAG =
      Pattern.compile("[ \\t,]*+(?:W/)?+(\"[^\"\\p{Cntrl} ]*+\")[ \\t]*+(?=,|$)");

  public IfNoneMatch {
    tags = Set.copyOf(tags);
  }

  /** Returns what the header says, each element one line of it. */
  public static IfNoneMatch parse(List<String> lines) {
    Set<String> tags = new TreeSet<>();
    for (String line : lines) {
      if (line.strip().equals("*")) {
        return new IfNoneMatch(true, Set.of());
      }
      Matcher tag = TAG.matcher(line);
      while (tag.lookingAt()) {
        tags.add(tag.group(1));
        tag.region(tag.end(), line.length());
      }
    }
    return new IfNoneMatch(false, tags);
  }

  /** Returns whether the caller has this version. */
  public boolean contains(String tag) {
    return any || tags.contains(tag);
  }
}
