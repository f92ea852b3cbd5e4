package io.contacttree.lambda.logging;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entries;

import com.amazonaws.services.lambda.runtime.Context;
import io.contacttree.domain.store.FailureWithoutText;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;
import software.amazon.lambda.powertools.logging.argument.StructuredArgument;

/**
 * The log of one class: lines of a message and named fields, and no text of a failure, ever.
 *
 * <p>A line has a field at least: without any its JSON would break.
 */
public final class FunctionLog {
  private final Logger logger;

  /** Writes in the name of a class. */
  public FunctionLog(Class<?> writer) {
    this.logger = LoggerFactory.getLogger(writer);
  }

  /** Makes an invocation, during which every line names the function and the request. */
  public static <T> T during(Context context, Supplier<T> invocation) {
    return PowertoolsLogging.withLogging(context, invocation);
  }

  /** Writes what happened. */
  public void info(String message, Map<String, ?> fields) {
    logger.info(message, line(fields));
  }

  /** Writes what somebody may want to know who looks for a reason. */
  public void warn(String message, Map<String, ?> fields) {
    logger.warn(message, line(fields));
  }

  /** Writes what somebody must see to. */
  public void error(String message, Map<String, ?> fields) {
    logger.error(message, line(fields));
  }

  /** Writes what somebody must see to, with the failure's type and place in the code. */
  public void error(String message, Map<String, ?> fields, Throwable failure) {
    logger.error(message, line(fields), FailureWithoutText.of(failure));
  }

  /** Writes what somebody must see to, of which nothing is known but the failure. */
  public void error(String message, Throwable failure) {
    logger.error(message, FailureWithoutText.of(failure));
  }

  private static StructuredArgument line(Map<String, ?> fields) {
    if (fields.isEmpty()) {
      throw new IllegalArgumentException("a line of the log needs a field");
    }
    return entries(new TreeMap<>(fields));
  }
}
