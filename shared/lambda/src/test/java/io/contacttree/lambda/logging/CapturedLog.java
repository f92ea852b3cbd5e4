package io.contacttree.lambda.logging;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** What goes to the log while it is open, in the layout of the function's own configuration. */
public final class CapturedLog implements AutoCloseable {
  private final LoggerContext context = LoggerContext.getContext(false);
  private final Capture capture =
      new Capture(context.getConfiguration().getAppender("JsonAppender"));

  public CapturedLog() {
    capture.start();
    context.getConfiguration().getRootLogger().addAppender(capture, null, null);
    context.updateLoggers();
  }

  public List<String> lines() {
    return List.copyOf(capture.lines);
  }

  @Override
  public void close() {
    context.getConfiguration().getRootLogger().removeAppender(capture.getName());
    context.updateLoggers();
    capture.stop();
  }

  private static final class Capture extends AbstractAppender {
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final Layout<?> layout;

    private Capture(Appender configured) {
      super("capture", null, configured.getLayout(), false, Property.EMPTY_ARRAY);
      this.layout = configured.getLayout();
    }

    @Override
    public void append(LogEvent event) {
      lines.add(layout.toSerializable(event).toString());
    }
  }
}
