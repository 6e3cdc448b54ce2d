package io.hostshift.testapp.service;

import java.io.IOException;

/** The client's fault; answered with 400 and the message. */
final class BadRequestException extends IOException {
  BadRequestException(String message) {
    super(message);
  }
}
