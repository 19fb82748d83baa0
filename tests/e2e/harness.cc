#include "tests/e2e/harness.h"

#include <unistd.h>

#include <cstdlib>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "common/base/file.h"

namespace o365::testing {
namespace {

std::string NewFolder() {
  std::string folder = absl::StrCat(::testing::TempDir(), "/e2e_XXXXXX");
  return ::mkdtemp(folder.data()) == nullptr ? std::string() : folder;
}

// Where Bazel put the binaries.
std::string BinaryPath() {
  char here[4096];
  if (::getcwd(here, sizeof here) == nullptr) return "";
  std::string path;
  for (const char* folder : {"services/o365", "services/spo", "services/aad", "services/graph",
                             "services/azmgmt", "tools/tenant"})
    absl::StrAppend(&path, here, "/", folder, ":");
  return absl::StrCat(path, "/usr/bin:/bin");
}

}  // namespace

EndToEndTest::EndToEndTest() : folder_(NewFolder()) {
  environment_ = {{"PATH", BinaryPath()},
                  {"HOME", folder_},
                  {"O365_TENANT_DIR", folder_ + "/tenant"},
                  {"O365_CONFIG_DIR", folder_ + "/config"},
                  {"O365_CREDENTIAL_STORE", "file"},
                  {"LANG", "C.UTF-8"}};
  Tenant("start");
  for (absl::string_view line : absl::StrSplit(Tenant("env"), '\n')) {
    if (!absl::ConsumePrefix(&line, "export ")) continue;
    const std::pair<std::string, std::string> entry = absl::StrSplit(line, absl::MaxSplits('=', 1));
    environment_[entry.first] = absl::StrReplaceAll(entry.second, {{"'", ""}});
  }
}

EndToEndTest::~EndToEndTest() {
  if (!allow_unknown_) {
    EXPECT_EQ(Tenant("requests --unknown"), "");
  }
  Tenant("stop");
  EXPECT_EQ(Do(absl::StrCat("rm -rf '", folder_, "'")).exit_code, 0);
}

Outcome EndToEndTest::Do(absl::string_view command_line) {
  return o365::testing::Run(
      {.arguments = {"/bin/bash", "-c", std::string(command_line)}, .environment = environment_});
}

Outcome EndToEndTest::DoWithInput(absl::string_view command_line, absl::string_view input) {
  // A pipe, as a user would have it: the answer to a question may come from one.
  auto with_input = environment_;
  with_input["INPUT"] = std::string(input);
  return o365::testing::Run(
      {.arguments = {"/bin/bash", "-c",
                     absl::StrCat("set -o pipefail; printf %s \"$INPUT\" | ", command_line)},
       .environment = with_input});
}

json::Value EndToEndTest::Json(absl::string_view command_line) {
  const Outcome got = Do(absl::StrCat(command_line, " --output json"));
  EXPECT_EQ(got.exit_code, 0) << command_line << "\n" << got.err;
  const auto value = json::Parse(got.out);
  EXPECT_TRUE(value.ok()) << command_line << "\n" << got.out;
  return value.ok() ? *value : json::Value();
}

void EndToEndTest::Connect(absl::string_view connect_command, absl::string_view user) {
  const Outcome got = Do(absl::StrCat("O365_PASSWORD=pass@word1 ", connect_command,
                                      " --authType password --userName ", user));
  ASSERT_EQ(got.exit_code, 0) << got.err;
  ASSERT_EQ(got.out, "");
}

Outcome EndToEndTest::ConnectByDeviceCode(absl::string_view connect_command,
                                          absl::string_view decision) {
  return Do(absl::StrCat(
      connect_command, R"( --authType deviceCode 2>"$HOME/prompt" & pid=$!
      for try in $(seq 200); do
        code=$(sed -nE 's/.*code ([A-Z0-9]{9}) .*/\1/p' "$HOME/prompt"); [ -n "$code" ] && break
        sleep 0.02
      done
      o365-tenant )",
      decision,
      R"( "$code" >/dev/null; wait $pid; result=$?; cat "$HOME/prompt" >&2; exit $result)"));
}

std::string EndToEndTest::Tenant(absl::string_view arguments) {
  const Outcome got = Do(absl::StrCat("o365-tenant ", arguments));
  EXPECT_EQ(got.exit_code, 0) << arguments << "\n" << got.err;
  return got.out;
}

int EndToEndTest::RequestsTo(absl::string_view text) {
  int count = 0;
  for (absl::string_view line : absl::StrSplit(Tenant("requests"), '\n'))
    count += absl::StrContains(line, text);
  return count;
}

std::string EndToEndTest::ReadRecord(absl::string_view service) {
  const auto record =
      base::ReadFile(absl::StrCat(folder_, "/config/connections/", service, ".json"));
  return record.ok() ? *record : std::string();
}

}  // namespace o365::testing
