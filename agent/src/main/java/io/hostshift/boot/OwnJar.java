package io.hostshift.boot;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.security.CodeSource;
import java.security.cert.Certificate;

/** The jar file that this class came from. */
final class OwnJar {
  private OwnJar() {}

  static File file() throws IOException {
    CodeSource source = OwnJar.class.getProtectionDomain().getCodeSource();
    URL url = source == null ? null : source.getLocation();
    if (url == null || !"file".equals(url.getProtocol())) {
      throw new IOException("own jar file not known, loaded from " + url);
    }
    try {
      return new File(new URI(url.toString()));
    } catch (URISyntaxException | IllegalArgumentException e) {
      // Some loaders do not escape spaces.
      return new File(url.getPath());
    }
  }

  /**
   * @param jar this one, or another that an attachment has named
   */
  static IsolatingLoader open(File jar) throws IOException {
    CodeSource source = OwnJar.class.getProtectionDomain().getCodeSource();
    if (!jar.equals(file())) {
      source = new CodeSource(jar.toURI().toURL(), (Certificate[]) null);
    }
    return IsolatingLoader.open(jar, platform(), source);
  }

  /**
   * The loader of the JDK's own classes: the topmost ancestor of the system loader, unless that is
   * one of the application's; null, the boot loader, where it cannot be told. Asked by reflection
   * last, which costs 17 and older a proxy class, as the method looks at its caller.
   */
  private static ClassLoader platform() {
    ClassLoader top = ClassLoader.getSystemClassLoader();
    while (top.getParent() != null) {
      top = top.getParent();
    }
    String name = top.getClass().getName();
    if (name.endsWith("$PlatformClassLoader") || name.endsWith("$ExtClassLoader")) {
      return top;
    }
    try {
      return (ClassLoader) ClassLoader.class.getMethod("getPlatformClassLoader").invoke(null);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }
}
