// cli::ParseLine with spo's rows. Each line of the input is a word.

#include <algorithm>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "common/base/error.h"
#include "common/cli/parser.h"
#include "services/spo/service.h"
#include "tests/fuzz/check.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  namespace cli = o365::cli;
  static const cli::Service service = o365::spo::SharePointService();
  std::vector<std::string> words = absl::StrSplit(o365::fuzz::Text(data, size), '\n');
  // argv has no NUL in it; and no input may choose the files that are read.
  std::erase_if(words, [](const std::string& word) {
    return absl::StrContains(word, '\0') || absl::StrContains(word, '@');
  });
  const cli::ParsedLine line = cli::ParseLine(service, words);
  FUZZ_CHECK(line.status.ok() || o365::base::IsUsageError(line.status));
  for (const cli::SensitivePlace& place : line.sensitive) {
    FUZZ_CHECK(place.word < words.size() && place.offset <= words[place.word].size());
  }
  for (const auto& [name, value] : line.globals)
    FUZZ_CHECK(name == "output" ? value == "text" || value == "json"
                                : value == "true" || value == "false");
  if (line.command == nullptr) return 0;
  for (const cli::Option& option : line.command->options) {
    FUZZ_CHECK(!line.status.ok() || option.required != cli::Required::kYes ||
               line.args.Has(option));
    const std::string& value = line.args[option];
    FUZZ_CHECK(value.empty() || option.choices.empty() ||
               std::count(option.choices.begin(), option.choices.end(), value) == 1);
  }
  return 0;
}
