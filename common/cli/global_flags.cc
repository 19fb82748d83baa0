#include "common/cli/global_flags.h"

#include <gflags/gflags.h>

#include <string>

#include "absl/strings/str_cat.h"

// "help" and "version" are gflags' own names, so ours differ inside.
DEFINE_string(output, "text", "Output format");
DEFINE_bool(verbose, false, "Say what is being done");
DEFINE_bool(debug, false, "Show every request and answer");
DEFINE_string(connection, "", "Connection to use");
DEFINE_bool(show_help, false, "Show help");
DEFINE_bool(show_version, false, "Show the version");

namespace o365::cli {
namespace {

constexpr absl::string_view kFormats[] = {"text", "json"};
constexpr Option kGlobals[] = {
    {.name = "output",
     .letter = 'o',
     .value = "<format>",
     .help = "Output format",
     .choices = kFormats,
     .otherwise = "text"},
    {.name = "verbose", .help = "Say on stderr what is being done"},
    {.name = "debug", .help = "Show every request and answer on stderr, secrets left out"},
    {.name = "connection",
     .value = "<name>",
     .help = "Connection to use; else O365_CONNECTION, else the active one"},
    {.name = "help", .letter = 'h', .help = "Show help"},
    {.name = "version", .help = "Show the version"},
};

}  // namespace

absl::Span<const Option> GlobalOptions() { return kGlobals; }

absl::Status SetGlobal(absl::string_view name, const std::string& value) {
  const bool renamed = name == "help" || name == "version";
  const std::string flag = absl::StrCat(renamed ? "show_" : "", name);
  if (!gflags::SetCommandLineOption(flag.c_str(), value.c_str()).empty()) return absl::OkStatus();
  return absl::InternalError(absl::StrCat("cannot set option '--", name, "'"));
}

output::Format OutputFormat() {
  return FLAGS_output == "json" ? output::Format::kJson : output::Format::kText;
}

base::LogLevel LogLevel() {
  if (FLAGS_debug) return base::LogLevel::kDebug;
  return FLAGS_verbose ? base::LogLevel::kVerbose : base::LogLevel::kQuiet;
}

std::string ConnectionName(const base::Environment& environment) {
  return FLAGS_connection.empty() ? environment.Get("O365_CONNECTION") : FLAGS_connection;
}

bool HelpWanted() { return FLAGS_show_help; }
bool VersionWanted() { return FLAGS_show_version; }

}  // namespace o365::cli
