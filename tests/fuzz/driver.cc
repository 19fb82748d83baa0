// Runs a fuzzer without libFuzzer: on every file of the folders (or files) named, then on 20,000
// mutations of them, the same ones in every run. When the fuzzer dies, the input it died of is
// written to stderr in hexadecimal.

#include <dirent.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/base/file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);
// There in sanitized builds.
extern "C" void __sanitizer_set_death_callback(void (*callback)()) __attribute__((weak));

namespace {

constexpr int kMutations = 20'000;
constexpr size_t kLongest = 2048;

// Pieces that mean something to one format or another.
constexpr absl::string_view kTokens[] = {"\"",        "\\",        "\\\"",
                                         "\\u0000",   "{",         "}",
                                         "[",         "]",         ",",
                                         ":",         "//",        "@",
                                         "%",         "%2e",       "..",
                                         "?",         "#",         "&",
                                         "=",         "'",         "<",
                                         ">",         "]]>",       "&amp;",
                                         "--",        "-",         "null",
                                         "1e99",      "\r\n",      "\n",
                                         " ",         "\t",        ".",
                                         "[::1]",     ":443",      ":0",
                                         "eyJ",       "\x1f\x8b",  "\xef\xbb\xbf",
                                         "\xff",      "\xc3\x28",  "\"value\":[",
                                         "\"value\"", "password=", "[redacted]"};

std::string g_input;

// Signal-safe.
void WriteInput() {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string& text = g_input;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const char pair[2] = {kDigits[byte >> 4], kDigits[byte & 15]};
    if (::write(STDERR_FILENO, pair, 2) != 2) return;
  }
  if (::write(STDERR_FILENO, " is the input\n", 14) != 14) return;
}

void OnAbort(int) {
  WriteInput();
  std::signal(SIGABRT, SIG_DFL);
  std::raise(SIGABRT);
}

void RunOn(std::string input) {
  g_input = std::move(input);
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(g_input.data()), g_input.size());
}

// The files at `path`, or the file that it is itself; sorted, for runs to be the same everywhere.
std::vector<std::string> Seeds(const std::string& path) {
  std::vector<std::string> names;
  if (DIR* folder = ::opendir(path.c_str()); folder != nullptr) {
    while (const dirent* entry = ::readdir(folder)) {
      if (entry->d_name[0] != '.') names.push_back(absl::StrCat(path, "/", entry->d_name));
    }
    ::closedir(folder);
  } else {
    names.push_back(path);
  }
  std::sort(names.begin(), names.end());
  std::vector<std::string> seeds;
  for (const std::string& name : names) {
    const absl::StatusOr<std::string> content = o365::base::ReadFile(name);
    if (!content.ok()) {
      std::fprintf(stderr, "%s\n", std::string(content.status().message()).c_str());
      std::exit(2);
    }
    seeds.push_back(*content);
  }
  return seeds;
}

class Mutator {
 public:
  explicit Mutator(const std::vector<std::string>& seeds) : seeds_(seeds) {}

  std::string Next() {
    std::string text = seeds_[Below(seeds_.size())];
    for (size_t i = 1 + Below(6); i > 0; --i) Change(text);
    if (text.size() > kLongest) text.resize(kLongest);
    return text;
  }

 private:
  size_t Below(size_t limit) { return limit == 0 ? 0 : random_() % limit; }

  void Change(std::string& text) {
    const size_t at = Below(text.size() + 1);
    const size_t length = 1 + Below(std::min<size_t>(text.size() - at, 24));
    switch (Below(7)) {
      case 0:
        text.insert(at, 1, static_cast<char>(random_()));
        break;
      case 1:
        text.insert(at, kTokens[Below(std::size(kTokens))].data());
        break;
      case 2:
        text.erase(at, length);
        break;
      case 3:
        text.insert(Below(text.size() + 1), text.substr(at, length));
        break;
      case 4:
        if (at < text.size()) text[at] = static_cast<char>(text[at] ^ (1 << Below(8)));
        break;
      case 5: {
        const std::string& other = seeds_[Below(seeds_.size())];
        text = absl::StrCat(text.substr(0, at), other.substr(Below(other.size() + 1)));
        break;
      }
      default:
        if (at < text.size()) text[at] = static_cast<char>(random_());
        break;
    }
  }

  const std::vector<std::string>& seeds_;
  std::minstd_rand random_{20261122};
};

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGABRT, &OnAbort);
  if (__sanitizer_set_death_callback != nullptr) __sanitizer_set_death_callback(&WriteInput);
  std::vector<std::string> seeds;
  for (int i = 1; i < argc; ++i) {
    for (std::string& seed : Seeds(argv[i])) seeds.push_back(std::move(seed));
  }
  if (seeds.empty()) {
    std::fprintf(stderr, "no seeds: name a folder with some\n");
    return 2;
  }
  RunOn("");
  for (const std::string& seed : seeds) RunOn(seed);
  Mutator mutator(seeds);
  for (int i = 0; i < kMutations; ++i) RunOn(mutator.Next());
  std::printf("%zu seeds and %d mutations of them: nothing found\n", seeds.size(), kMutations);
  return 0;
}
