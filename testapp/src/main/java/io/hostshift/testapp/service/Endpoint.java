package io.hostshift.testapp.service;

import java.io.IOException;

/** Answers the requests below one path. */
interface Endpoint {
  /**
   * Answers one request.
   *
   * @param method as HTTP spells it
   * @param path the whole path of the request
   * @param body empty where the request had none
   * @throws BadRequestException where the client is wrong
   */
  Reply answer(String method, String path, byte[] body) throws IOException;
}
