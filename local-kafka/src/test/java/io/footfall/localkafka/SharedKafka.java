package io.footfall.localkafka;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives all test classes of a JVM the same broker, which ends with the JVM; each test has its own
 * topics. JUnit's root context would not do: in Maven's forks there is one per class.
 */
public final class SharedKafka implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestKafka.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return Running.KAFKA;
  }

  /** Started when it is first asked for. */
  private static final class Running {
    static final TestKafka KAFKA = start();

    private static TestKafka start() {
      TestKafka kafka = TestKafka.start();
      Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "close-test-kafka"));
      return kafka;
    }
  }
}
