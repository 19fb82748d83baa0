// One operation on the Secret Service in a process of its own, for libsecret_store_test:
//
//   store_probe LIMIT_MS get KEY... | set KEY LABEL RECORD | erase KEY | renew KEY RECORD
//
// Prints "found RECORD" or "none" a key; on failure the message and the hint to stderr, exit 1.
// renew reads, replaces and reads again, as a command does that finds its token expired.
// LIBRARY in the environment stands for libsecret.

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "common/base/environment.h"
#include "common/base/error.h"
#include "common/storage/libsecret_store.h"

namespace {

class StderrTerminal final : public o365::base::Terminal {
 public:
  void Say(absl::string_view line) override {
    std::fprintf(stderr, "%.*s\n", static_cast<int>(line.size()), line.data());
  }
  int status_columns() const override { return 0; }
  void ShowStatus(absl::string_view) override {}
  bool interactive() const override { return false; }
  absl::StatusOr<std::string> Ask(absl::string_view) override { return Nobody(); }
  absl::StatusOr<o365::base::Secret> AskSecret(absl::string_view) override { return Nobody(); }
  absl::StatusOr<bool> Confirm(absl::string_view) override { return Nobody(); }

 private:
  static absl::Status Nobody() { return absl::FailedPreconditionError("nobody to ask"); }
};

absl::Status GetAll(o365::storage::SecretStore& store, const std::vector<std::string>& keys) {
  for (const std::string& key : keys) {
    const auto record = store.Get(key);
    if (!record.ok()) return record.status();
    const std::string line = record->has_value() ? "found " + (*record)->Reveal() : "none";
    std::puts(line.c_str());
  }
  return absl::OkStatus();
}

absl::Status Renew(o365::storage::SecretStore& store, const std::string& key,
                   const std::string& record) {
  absl::Status status = GetAll(store, {key});
  if (status.ok()) status = store.Set(key, "label", o365::base::Secret(record));
  return status.ok() ? GetAll(store, {key}) : status;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() < 3) return 2;
  StderrTerminal terminal;
  const auto environment = o365::base::Environment::OfProcess();
  o365::storage::LibsecretStoreOptions options{
      .environment = environment,
      .terminal = &terminal,
      .limit = absl::Milliseconds(std::atoi(arguments[0].c_str())),
      .notice_after = absl::Milliseconds(200)};
  if (!environment.Get("LIBRARY").empty()) options.library = environment.Get("LIBRARY");
  o365::storage::LibsecretStore store(options);

  const std::vector<std::string> rest(arguments.begin() + 2, arguments.end());
  absl::Status status = absl::InvalidArgumentError("unknown operation");
  if (arguments[1] == "get") status = GetAll(store, rest);
  if (arguments[1] == "set" && rest.size() == 3)
    status = store.Set(rest[0], rest[1], o365::base::Secret(rest[2]));
  if (arguments[1] == "renew" && rest.size() == 2) status = Renew(store, rest[0], rest[1]);
  if (arguments[1] == "erase") status = store.Erase(rest[0]);
  if (status.ok()) return 0;
  if (!absl::IsFailedPrecondition(status)) terminal.Say("unexpected code");
  terminal.Say(status.message());
  terminal.Say(o365::base::Hint(status));
  return 1;
}
