package io.hostshift.report.jmx;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import javax.management.DescriptorKey;

/**
 * The unit of an attribute, in the field of its descriptor that JMX has for it. Public, because JMX
 * reads it by reflection.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Units {
  @DescriptorKey("units")
  String value();
}
