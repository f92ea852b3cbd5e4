package io.contacttree.aws.clients;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads single settings; every failure names the variable and says what to set. */
record SettingReader(Map<String, String> variables) {

  Optional<String> given(String name) {
    return Optional.ofNullable(variables.get(name))
        .map(String::trim)
        .filter(text -> !text.isEmpty());
  }

  String text(String name, String otherwise) {
    return given(name).orElse(otherwise);
  }

  String required(String name, String form) {
    return given(name).orElseThrow(() -> wrong(name, "is not set", form));
  }

  int whole(String name, int otherwise, int least, int most) {
    String form = "a whole number from " + least + " to " + most;
    int value = as(name, text(name, Integer.toString(otherwise)), form, Integer::parseInt);
    if (value < least || value > most) {
      throw wrong(name, "is " + value, form);
    }
    return value;
  }

  /** A part of a whole: more than 0 and at most 1. */
  double part(String name, double otherwise) {
    String form = "a number more than 0 and at most 1, such as 0.9";
    double value = as(name, text(name, Double.toString(otherwise)), form, Double::parseDouble);
    if (!(value > 0 && value <= 1)) {
      throw wrong(name, "is " + value, form);
    }
    return value;
  }

  <T> T as(String name, String text, String form, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException unusable) {
      throw wrong(name, "is '" + text + "'", form);
    }
  }

  private static IllegalArgumentException wrong(String name, String state, String form) {
    return new IllegalArgumentException(name + " " + state + ": set it to " + form);
  }
}
