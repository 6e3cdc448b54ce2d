package io.hostshift.it.run;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Gives a test each version of Java in the matrix, or in a part of it. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ArgumentsSource(EachJdk.Versions.class)
public @interface EachJdk {
  /** A part of the matrix. */
  Part value() default Part.ALL;

  /** The oldest that has what is tested. */
  int from() default 0;

  /** The newest that has it. */
  int to() default Integer.MAX_VALUE;

  /** What every run takes, what only the long run does, or both. */
  enum Part {
    ALL(Jdk.MATRIX),
    QUICK(Jdk.QUICK),
    OTHERS(Jdk.OTHERS);

    private final List<Integer> versions;

    Part(List<Integer> versions) {
      this.versions = versions;
    }
  }

  /** The versions, oldest first. */
  final class Versions implements ArgumentsProvider, AnnotationConsumer<EachJdk> {
    private EachJdk wanted;

    @Override
    public void accept(EachJdk annotation) {
      wanted = annotation;
    }

    @Override
    public Stream<? extends Arguments> provideArguments(
        ParameterDeclarations parameters, ExtensionContext context) {
      return wanted.value().versions.stream()
          .filter(version -> version >= wanted.from() && version <= wanted.to())
          .map(Arguments::of);
    }
  }
}
