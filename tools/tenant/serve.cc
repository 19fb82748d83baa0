#include "tools/tenant/serve.h"

#include <fcntl.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <memory>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/file.h"
#include "common/base/status_macros.h"
#include "common/http/server.h"
#include "tools/tenant/ca.h"
#include "tools/tenant/local_endpoints.h"

namespace o365::tenant {
namespace {

std::string NewSecret() {
  std::string bytes(32, '\0');
  RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  return absl::WebSafeBase64Escape(bytes);
}

// Appends lines to a file. A line is one write, so that readers never see half of one.
class LogFile {
 public:
  explicit LogFile(const std::string& path)
      : fd_(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600)) {}
  ~LogFile() {
    if (fd_ >= 0) ::close(fd_);
  }
  LogFile(const LogFile&) = delete;
  LogFile& operator=(const LogFile&) = delete;

  void Write(absl::string_view line) {
    const std::string text = absl::StrCat(line, "\n");
    // The log is a convenience: a full disk must not take the tenant down.
    [[maybe_unused]] const ssize_t written = ::write(fd_, text.data(), text.size());
  }

 private:
  const int fd_;
};

// Blocks the signals that end the process, in this thread and those it starts.
sigset_t BlockSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

void LeaveTerminal() {
  ::setsid();
  const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  if (null < 0) return;
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(null, fd);
  ::close(null);
}

void WriteAll(int fd, absl::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(fd, text.data(), text.size());
    if (written <= 0) return;
    text.remove_prefix(static_cast<size_t>(written));
  }
}

std::string ReadAll(int fd) {
  std::string text;
  char buffer[512];
  for (ssize_t got; (got = ::read(fd, buffer, sizeof buffer)) > 0;) {
    text.append(buffer, static_cast<size_t>(got));
  }
  return text;
}

}  // namespace

absl::Status Serve(const StateDir& folder, ServeOptions options,
                   const std::function<void()>& ready) {
  const sigset_t signals = BlockSignals();
  ASSIGN_OR_RETURN(const CertificateAuthority authority, CertificateAuthority::Create());
  LogFile log(folder.LogPath());
  const std::string secret = NewSecret();
  options.tenant.control_secret = secret;
  options.tenant.arc_key_path = folder.ArcKeyPath();
  options.tenant.log = [&log](absl::string_view line) { log.Write(line); };
  ASSIGN_OR_RETURN(const std::unique_ptr<Tenant> tenant, Tenant::Create(std::move(options.tenant)));
  ASSIGN_OR_RETURN(
      const std::unique_ptr<http::Server> server,
      http::Server::Start(
          {.port = options.port,
           .proxy_credentials = options.proxy_credentials,
           .body_limit = [&tenant](const http::Incoming& head) { return tenant->BodyLimit(head); }},
          [&authority](const std::string& host) { return authority.Mint(host); },
          [&tenant](const http::Incoming& request) { return tenant->Handle(request); }));
  const auto clean = absl::MakeCleanup([&folder] { folder.Clean(); });
  RETURN_IF_ERROR(base::WriteFileAtomically(folder.CaPath(), authority.pem(), 0644));
  RETURN_IF_ERROR(base::WriteFileAtomically(folder.ArcKeyPath(), LocalSecret(*tenant), 0600));
  RETURN_IF_ERROR(folder.Write(
      {.port = server->port(), .pid = static_cast<int>(::getpid()), .secret = secret}));
  ready();
  int signal = 0;
  sigwait(&signals, &signal);
  return absl::OkStatus();
}

absl::Status ServeInBackground(const StateDir& folder, ServeOptions options) {
  int channel[2];
  if (::pipe2(channel, O_CLOEXEC) != 0) return base::ErrnoToStatus("make", "pipe");
  const pid_t child = ::fork();
  if (child < 0) return base::ErrnoToStatus("fork", "o365-tenant");
  if (child == 0) {
    ::close(channel[0]);
    LeaveTerminal();
    const int out = channel[1];
    const absl::Status status = Serve(folder, std::move(options), [out] {
      WriteAll(out, "ready");
      ::close(out);
    });
    if (!status.ok()) WriteAll(out, std::string(status.message()));
    ::_exit(status.ok() ? 0 : 1);
  }
  ::close(channel[1]);
  const std::string said = ReadAll(channel[0]);
  ::close(channel[0]);
  if (said == "ready") return absl::OkStatus();
  ::waitpid(child, nullptr, 0);
  return absl::UnavailableError(said.empty() ? "the tenant did not start" : said);
}

}  // namespace o365::tenant
