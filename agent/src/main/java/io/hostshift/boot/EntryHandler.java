package io.hostshift.boot;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/**
 * Reads a URL of an isolated resource. Each such URL carries its own handler, so that no protocol
 * is registered with the JVM.
 */
final class EntryHandler extends URLStreamHandler {
  private final JarSlice jar;
  private final String name;

  private EntryHandler(JarSlice jar, String name) {
    this.jar = jar;
    this.name = name;
  }

  static URL url(JarSlice jar, String name) {
    try {
      return new URL("hostshift", "", -1, "/" + name, new EntryHandler(jar, name));
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected URLConnection openConnection(URL url) {
    return new URLConnection(url) {
      @Override
      public void connect() {
        connected = true;
      }

      @Override
      public InputStream getInputStream() throws IOException {
        byte[] bytes = jar.bytes(name);
        if (bytes == null) {
          throw new FileNotFoundException(name);
        }
        return new ByteArrayInputStream(bytes);
      }
    };
  }
}
