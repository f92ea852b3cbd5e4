package io.contacttree.view;

import io.contacttree.domain.reference.ValueState;
import io.contacttree.domain.tree.Defect;
import io.contacttree.domain.tree.TreeContact;
import io.contacttree.domain.tree.TreeState;
import java.time.Duration;

/** What people are told in words. */
final class Words {
  private static final int LONGEST_ID = 20;
  private static final int ID_BEGINNING = 8;
  private static final int ID_END = 4;
  private static final int DAYS_OF_WEEK = 7;

  private Words() {}

  /** Returns how far a tree is known. */
  static String state(TreeState state) {
    return switch (state) {
      case OPEN -> "Open: a contact has not ended";
      case SETTLING -> "Settling: more is being read";
      case COMPLETE -> "Complete: everything was read";
      case PARTIAL -> "Partial: something is missing and will not be read again";
    };
  }

  /** Returns a duration in its two greatest units. */
  static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (duration.compareTo(Duration.ofSeconds(10)) < 0 && duration.toMillisPart() > 0) {
      return seconds + "." + duration.toMillisPart() / 100 + " s";
    }
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return both(duration.toMinutes(), "min", duration.toSecondsPart(), "s");
    }
    return duration.toDays() == 0
        ? both(duration.toHours(), "h", duration.toMinutesPart(), "min")
        : both(duration.toDays(), "d", duration.toHoursPart(), "h");
  }

  /** Returns about how long a gap is, in one unit. */
  static String gap(Duration gap) {
    if (gap.toSeconds() < 60) {
      return Math.max(1, gap.toSeconds()) + " s";
    }
    if (gap.toMinutes() < 120) {
      return gap.toMinutes() + " min";
    }
    if (gap.toHours() < 48) {
      return gap.toHours() + " h";
    }
    return gap.toDays() < 10 * DAYS_OF_WEEK
        ? gap.toDays() + " d"
        : gap.toDays() / DAYS_OF_WEEK + " wk";
  }

  /** Returns an id short enough to be read: its beginning and its end. */
  static String shortId(String id) {
    return id.length() <= LONGEST_ID
        ? id
        : id.substring(0, ID_BEGINNING) + "…" + id.substring(id.length() - ID_END);
  }

  /** Returns a number of things. */
  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** Returns what is to be known of a contact's references beside the references themselves. */
  static String references(TreeContact.References references) {
    return switch (references.state()) {
      case PENDING -> "references not read yet";
      case FETCHED -> "";
      case FAILED ->
          "references not read"
              + references.reason().map(reason -> ": " + reason.name()).orElse("");
      case GONE -> "gone: Amazon Connect no longer knows this contact";
    };
  }

  /** Returns what a defect means, about the contact that it names. */
  static String defect(Defect.Code code) {
    return switch (code) {
      case ORPHAN -> "orphan: names only contacts that are not known";
      case CYCLE -> "its parents ran in a loop, cut here";
      case SEVERAL_ROOTS -> "a further root";
      case MISSING_PARENT -> "named, but not known to Amazon Connect";
      case ERASED -> "named, but erased on request";
      case TRUNCATED_LIST -> "the list of associated contacts ended too early";
      case TOKEN_LOOP -> "the list of associated contacts ran in a loop";
      case UNKNOWN_VALUE -> "has a channel or method that is not documented";
    };
  }

  /** Returns what was done to a value before it was kept. */
  static String valueState(ValueState state) {
    return switch (state) {
      case HASHED -> "hashed";
      case DROPPED -> "not kept";
    };
  }

  private static String both(long great, String unit, int small, String smallUnit) {
    return small == 0 ? great + " " + unit : great + " " + unit + " " + small + " " + smallUnit;
  }
}
