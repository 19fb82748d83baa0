// A server on loopback that says byte for byte what a test tells it to, over TLS: for all that a
// sane server never does.
//
//   RawServer server(pair, {[](RawServer::Peer& peer) {
//     peer.StartTls();
//     peer.ReadRequest();
//     peer.Write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ntoo short");
//     peer.EndTls();
//   }});
//
// Each connection plays the next script and is closed when the script ends; further ones are closed
// at once.

#ifndef TESTS_TESTING_RAW_SERVER_H_
#define TESTS_TESTING_RAW_SERVER_H_

#include <openssl/ssl.h>

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/http/server.h"

namespace o365::testing {

class RawServer {
 public:
  // One connection.
  class Peer {
   public:
    Peer(int fd, const http::KeyPair& pair) : fd_(fd), pair_(pair) {}
    ~Peer();
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;

    // From here on reading and writing is encrypted. False when the client did not go along.
    bool StartTls(int newest_version = TLS1_3_VERSION);
    // Says goodbye (close_notify).
    void EndTls();
    // Asks for another handshake (TLS 1.2). False when the client does not want one.
    bool Renegotiate();
    // The head of a request: up to its blank line.
    std::string ReadRequest();
    // False when the client has closed the connection.
    bool Write(absl::string_view bytes);
    // Until the client closes the connection.
    void WaitForEnd();

   private:
    bool ReadByte(char& byte);

    const int fd_;
    const http::KeyPair& pair_;
    SSL_CTX* context_ = nullptr;
    SSL* tls_ = nullptr;
  };
  using Script = std::function<void(Peer& peer)>;

  RawServer(http::KeyPair pair, std::vector<Script> scripts);
  ~RawServer();
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;

  int port() const { return port_; }
  // Connections so far.
  int connections() const { return connections_; }
  // Waits until so many scripts are over and their connections closed.
  void WaitForScripts(int count);

 private:
  void AcceptLoop();

  const http::KeyPair pair_;
  const std::vector<Script> scripts_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<int> connections_ = 0;
  std::atomic<int> over_ = 0;
  std::mutex mutex_;
  int open_ = -1;  // the connection being served
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace o365::testing

#endif  // TESTS_TESTING_RAW_SERVER_H_
