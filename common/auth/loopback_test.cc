#include "common/auth/loopback.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>
#include <thread>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace o365::auth {
namespace {

using ::testing::HasSubstr;
using testing::StatusIs;

// A client of 127.0.0.1 or ::1.
class Browser {
 public:
  Browser(int port, bool v6) : fd_(::socket(v6 ? AF_INET6 : AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in v4_address{};
    v4_address.sin_family = AF_INET;
    v4_address.sin_port = htons(static_cast<uint16_t>(port));
    v4_address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sockaddr_in6 v6_address{};
    v6_address.sin6_family = AF_INET6;
    v6_address.sin6_port = v4_address.sin_port;
    v6_address.sin6_addr = in6addr_loopback;
    connected_ = ::connect(fd_,
                           v6 ? reinterpret_cast<sockaddr*>(&v6_address)
                              : reinterpret_cast<sockaddr*>(&v4_address),
                           v6 ? sizeof v6_address : sizeof v4_address) == 0;
  }
  ~Browser() { ::close(fd_); }
  bool connected() const { return connected_; }
  void Say(absl::string_view text) { ::send(fd_, text.data(), text.size(), MSG_NOSIGNAL); }
  void Ask(const std::string& target, int port, const std::string& host = "localhost") {
    Say(absl::StrCat("GET ", target, " HTTP/1.1\r\nHost: ", host, ":", port, "\r\n\r\n"));
  }
  std::string Hear() {
    std::string all;
    char buffer[4096];
    for (ssize_t n = 0; (n = ::recv(fd_, buffer, sizeof buffer, 0)) > 0;)
      all.append(buffer, static_cast<size_t>(n));
    return all;
  }

 private:
  int fd_;
  bool connected_ = false;
};

class LoopbackTest : public ::testing::Test {
 protected:
  const std::unique_ptr<Loopback> loopback_ = *Loopback::Open();
  const int port_ = loopback_->port();
};

TEST_F(LoopbackTest, TakesTheAnswerAndReplies) {
  EXPECT_EQ(loopback_->RedirectUri(), absl::StrCat("http://localhost:", port_));
  std::string page;
  std::thread browser([&] {
    Browser client(port_, false);
    client.Ask("/?code=a%2Fb+c&state=s1&session_state=x", port_);
    page = client.Hear();
  });
  const auto answer = loopback_->Await("s1", absl::Seconds(10));
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->at("code"), "a/b c");
  loopback_->Reply("You are <in>", "a & b");
  browser.join();
  EXPECT_THAT(page, HasSubstr("HTTP/1.1 200 OK"));
  EXPECT_THAT(page, HasSubstr("Cache-Control: no-store"));
  EXPECT_THAT(page, HasSubstr("You are &lt;in&gt;"));
  EXPECT_FALSE(Browser(port_, false).connected());  // there is no second answer
}

TEST_F(LoopbackTest, ListensOnBothFamilies) {
  Browser client(port_, true);
  if (!client.connected()) GTEST_SKIP() << "this machine has no IPv6 loopback";
  client.Ask("/?error=access_denied&error_description=No&state=s1", port_, "[::1]");
  const auto answer = loopback_->Await("s1", absl::Seconds(10));
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->at("error"), "access_denied");
}

TEST_F(LoopbackTest, NothingElseEndsTheWaiting) {
  std::vector<std::unique_ptr<Browser>> clients;
  const auto open = [&]() -> Browser& {
    return *clients.emplace_back(std::make_unique<Browser>(port_, false));
  };
  open().Ask("/?code=a&state=other", port_);
  open().Ask("/?code=a", port_);
  open().Ask("/?state=s1", port_);
  open().Ask("/favicon.ico?code=a&state=s1", port_);
  open().Ask("/?code=a&code=b&state=s1", port_);
  open().Ask("/?code=a&state=s1", port_, "evil.example");
  open().Say("POST /?code=a&state=s1 HTTP/1.1\r\nHost: localhost\r\n\r\n");
  open().Say("GET /?code=a&state=s1 HTTP/1.1\r\n\r\n");
  open().Say(std::string("\x16\x03\x01\0\0", 5));
  open().Say(std::string(100'000, 'a'));
  open();  // says nothing
  open().Ask("/?code=right&state=s1", port_);
  const auto answer = loopback_->Await("s1", absl::Seconds(10));
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->at("code"), "right");
  EXPECT_THAT(clients[0]->Hear(), HasSubstr("HTTP/1.1 404"));
}

TEST_F(LoopbackTest, ManyClientsKeepNobodyOut) {
  std::vector<std::unique_ptr<Browser>> silent;
  for (int i = 0; i < 100; ++i) {
    silent.push_back(std::make_unique<Browser>(port_, false));
    if (i % 10 != 0) continue;
    EXPECT_THAT(loopback_->Await("s1", absl::Milliseconds(20)),
                StatusIs(absl::StatusCode::kDeadlineExceeded, "nobody signed in in time"));
  }
  Browser right(port_, false);
  right.Ask("/?code=c&state=s1", port_);
  EXPECT_TRUE(loopback_->Await("s1", absl::Seconds(10)).ok());
}

}  // namespace
}  // namespace o365::auth
