package io.contacttree.verification.architecture;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What code and pages cite, and which of it leads nowhere. */
final class Citations {
  // In pieces, so that this file cites nothing where it says what a citation is.
  private static final String RULES = "docs/tree-rules" + ".md";
  private static final String ARCHITECTURE = "docs/architecture.md";

  private static final Pattern RULES_CITED =
      Pattern.compile("(?i)tree\\s+rules|docs/tree[-]rules[.]md");
  private static final Pattern SECTIONS =
      Pattern.compile(
          "sections?\\s+(N(?:(?:\\s*,\\s*|\\s+and\\s+|\\s+to\\s+)N)*)"
              .replace("N", "\\d+(?:\\.\\d+)?"));
  private static final Pattern AFTER_THE_NAME = Pattern.compile("[`}\\]]*,?\\s+" + SECTIONS);
  private static final Pattern BETWEEN_NUMBERS =
      Pattern.compile("\\s*,\\s*|\\s+and\\s+|\\s+to\\s+");
  private static final Pattern NUMBERED_HEADING =
      Pattern.compile("(?m)^#{2,3} (\\d+(?:\\.\\d+)?) ");

  private static final Pattern PAGE =
      Pattern.compile("(?<![\\w/.-])(docs/[\\w-]+\\.md)(?:#([\\w-]+))?");
  private static final Pattern BARE_PAGE =
      Pattern.compile("(?<![\\w/.#-])([A-Za-z][\\w-]*\\.md)\\b");
  private static final Pattern RECORD =
      Pattern.compile(
          "[Dd]ecision\\s+records?\\s+(\\d+)|\\bADR[ -]?(\\d+)|(?<!RFC )\\bRecord (\\d{4})\\b");
  private static final Pattern LINK =
      Pattern.compile("\\[[^\\]]*\\]\\(([^)#\\s]*)(?:#([^)\\s]+))?\\)");
  private static final Pattern CODE_SPAN = Pattern.compile("`([^`\\n]+)`");
  private static final Pattern PATH =
      Pattern.compile(
          "((?:docs|api|schema|events|lint|scripts|stacks|functions|shared|local|connect-stand-in"
              + "|verification)/[^\\s#:]*?)/?(?:[#:].*)?");
  private static final Pattern NO_PATH = Pattern.compile("[<>‹›…{]|\\btarget\\b");
  private static final Pattern CAMEL_CASE =
      Pattern.compile("([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)(?:[.(].*)?");
  private static final Pattern DECLARED =
      Pattern.compile("(?m)^\\s*(?:[a-z-]+ )*(?:class|record|interface|enum) ([A-Z]\\w*)");
  private static final Pattern LOGICAL_ID = Pattern.compile("(?m)^  ([A-Z]\\w*):");
  private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\">");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
  private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```");
  private static final Pattern LINE_BREAK = Pattern.compile("\\n[ \\t]*(?:\\*|#|//)?[ \\t]?");

  private final RepositoryFiles files;

  Citations(RepositoryFiles files) {
    this.files = files;
  }

  /** How many citations of a kind there are, and where one leads nowhere. */
  static final class Check {
    private int followed;
    private final List<String> misses = new ArrayList<>();

    int followed() {
      return followed;
    }

    List<String> misses() {
      return misses;
    }

    private void follow(String file, String text, MatchResult cited, boolean resolves) {
      followed++;
      if (!resolves) {
        long line = 1 + text.substring(0, cited.start()).chars().filter(c -> c == '\n').count();
        misses.add(file + ":" + line + ": " + cited.group().replaceAll("\\s+", " "));
      }
    }
  }

  /**
   * Rules are cited by section, such as "sections 3.6 and 4" after their name and a comma; only a
   * page may name them as a whole.
   */
  Check rules() {
    Set<String> headings = all(NUMBERED_HEADING, text(RULES));
    Predicate<MatchResult> areHeadings =
        sections -> BETWEEN_NUMBERS.splitAsStream(sections.group(1)).allMatch(headings::contains);
    Check check = check(path -> path.equals(RULES), SECTIONS, areHeadings);
    files
        .texts()
        .forEach(
            (path, text) -> {
              String flat = flat(text);
              Matcher sections = AFTER_THE_NAME.matcher(flat);
              for (MatchResult rules : RULES_CITED.matcher(flat).results().toList()) {
                if (sections.region(rules.end(), flat.length()).lookingAt()) {
                  check.follow(path, text, rules, areHeadings.test(sections));
                } else if (!markdown(path)) {
                  check.follow(path, text, rules, false);
                }
              }
            });
    return check;
  }

  /** Pages cited by their path exist and have the anchor that stands behind. */
  Check pages() {
    return check(path -> true, PAGE, page -> leads(page.group(1), page.group(2)));
  }

  /** Pages cited by their bare name exist somewhere. */
  Check barePages() {
    Set<String> names =
        files.paths().stream()
            .map(path -> path.substring(path.lastIndexOf('/') + 1))
            .collect(Collectors.toSet());
    return check(path -> true, BARE_PAGE, page -> names.contains(page.group(1)));
  }

  /** Decision records are cited by their number. */
  Check decisionRecords() {
    return check(
        path -> true,
        RECORD,
        record -> {
          String number =
              Stream.of(record.group(1), record.group(2), record.group(3))
                  .filter(Objects::nonNull)
                  .findFirst()
                  .orElseThrow();
          String begins = "docs/adr/%04d-".formatted(Integer.parseInt(number));
          return files.paths().stream().anyMatch(path -> path.startsWith(begins));
        });
  }

  /** Links of pages lead to a file and, in a page, to an anchor. */
  Check links() {
    Check check = new Check();
    eachPage(
        (path, text) -> {
          for (MatchResult link : LINK.matcher(text).results().toList()) {
            if (!link.group(1).matches("(?:https?|mailto):.*")) {
              String target =
                  link.group(1).isEmpty()
                      ? path
                      : Path.of(path).resolveSibling(link.group(1)).normalize().toString();
              check.follow(path, text, link, leads(target.replace('\\', '/'), link.group(2)));
            }
          }
        });
    return check;
  }

  /** Paths in code spans of pages exist; with a star, at least one does. */
  Check paths() {
    Check check = new Check();
    eachPage(
        (page, text) -> {
          for (MatchResult span : CODE_SPAN.matcher(text).results().toList()) {
            Matcher path = PATH.matcher(span.group(1));
            if (path.matches() && !NO_PATH.matcher(path.group(1)).find()) {
              check.follow(page, text, span, exists(path.group(1)));
            }
          }
        });
    return check;
  }

  /** Classes and resources that the map of the architecture names exist. */
  Check namesOfTheArchitecture() {
    Set<String> known = all(LOGICAL_ID, text("template.yaml"));
    files
        .texts()
        .forEach(
            (path, text) -> {
              if (path.endsWith(".java")) {
                known.addAll(all(DECLARED, text));
              }
            });
    Check check = new Check();
    String text = withoutFences(text(ARCHITECTURE));
    for (MatchResult span : CODE_SPAN.matcher(text).results().toList()) {
      Matcher name = CAMEL_CASE.matcher(span.group(1));
      if (name.matches()) {
        check.follow(ARCHITECTURE, text, span, known.contains(name.group(1)));
      }
    }
    return check;
  }

  private Check check(Predicate<String> where, Pattern what, Predicate<MatchResult> resolves) {
    Check check = new Check();
    files
        .texts()
        .forEach(
            (path, text) -> {
              if (where.test(path)) {
                what.matcher(flat(text))
                    .results()
                    .forEach(cited -> check.follow(path, text, cited, resolves.test(cited)));
              }
            });
    return check;
  }

  private void eachPage(BiConsumer<String, String> reader) {
    files
        .texts()
        .forEach(
            (path, text) -> {
              if (markdown(path)) {
                reader.accept(path, withoutFences(text));
              }
            });
  }

  private boolean leads(String path, String anchor) {
    return files.paths().contains(path) && (anchor == null || anchors(text(path)).contains(anchor));
  }

  private boolean exists(String path) {
    if (!path.contains("*")) {
      return files.paths().contains(path);
    }
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + path);
    return files.paths().stream().map(Path::of).anyMatch(matcher::matches);
  }

  /** The anchors that a page gives itself, and those that GitHub gives its headings. */
  private static Set<String> anchors(String page) {
    Set<String> anchors = all(ANCHOR, page);
    for (String heading : all(HEADING, withoutFences(page))) {
      String kept = heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "");
      anchors.add(kept.strip().replace(' ', '-'));
    }
    return anchors;
  }

  /** Leaves the lines of fenced code empty, so that lines keep their number. */
  private static String withoutFences(String page) {
    return FENCE.matcher(page).replaceAll(fence -> fence.group().replaceAll("[^\\n]", ""));
  }

  /** Joins lines, of comments too, since citations run over their ends; the length stays. */
  private static String flat(String text) {
    return LINE_BREAK.matcher(text).replaceAll(end -> " ".repeat(end.group().length()));
  }

  private static Set<String> all(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private String text(String path) {
    return files.texts().getOrDefault(path, "");
  }

  private static boolean markdown(String path) {
    return path.endsWith(".md");
  }
}
