package io.footfall.cli.command;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** Collects what anything in this process logs as an error, until closed. */
final class LoggedErrors extends AbstractAppender implements AutoCloseable {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  private LoggedErrors() {
    super("logged-errors", null, null, false, Property.EMPTY_ARRAY);
  }

  static LoggedErrors listen() {
    LoggedErrors errors = new LoggedErrors();
    errors.start();
    root().addAppender(errors);
    return errors;
  }

  @Override
  public void append(LogEvent event) {
    if (event.getLevel().isMoreSpecificThan(Level.ERROR)) {
      lines.add(event.getLoggerName() + ": " + event.getMessage().getFormattedMessage());
    }
  }

  List<String> lines() {
    return lines;
  }

  @Override
  public void close() {
    root().removeAppender(this);
    stop();
  }

  private static Logger root() {
    return (Logger) LogManager.getRootLogger();
  }
}
