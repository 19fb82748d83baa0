#include "services/o365/locate.h"

#include <dirent.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace o365::multiplexer {
namespace {

bool IsKnown(absl::string_view name) {
  return std::any_of(std::begin(kServices), std::end(kServices),
                     [name](const KnownService& service) { return service.name == name; });
}

// A name becomes part of a path.
bool IsName(absl::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return absl::ascii_isalnum(c) || c == '-' || c == '_';
  });
}

bool IsProgram(const std::string& path) {
  struct stat info;
  return ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) &&
         ::access(path.c_str(), X_OK) == 0;
}

}  // namespace

Locator::Locator(std::string own_folder, const base::Environment& environment) {
  if (!own_folder.empty()) own_ = {own_folder, absl::StrCat(own_folder, "/../libexec/o365")};
  // An empty entry would mean the current folder, where anybody may have put a program.
  path_ = absl::StrSplit(environment.Get("PATH"), ':', absl::SkipEmpty());
}

std::string Locator::Find(absl::string_view name) const {
  if (!IsName(name)) return "";
  std::vector<std::string> files = {absl::StrCat("o365-", name)};
  if (IsKnown(name)) files.insert(files.begin(), std::string(name));
  for (const std::vector<std::string>* folders : {&own_, &path_}) {
    for (const std::string& folder : *folders) {
      for (const std::string& file : files) {
        if (std::string path = absl::StrCat(folder, "/", file); IsProgram(path)) return path;
      }
    }
  }
  return "";
}

std::vector<std::string> Locator::Others() const {
  std::set<std::string> names;
  for (const std::vector<std::string>* folders : {&own_, &path_}) {
    for (const std::string& folder : *folders) {
      const std::unique_ptr<DIR, int (*)(DIR*)> dir(::opendir(folder.c_str()), &::closedir);
      if (dir == nullptr) continue;
      while (const dirent* entry = ::readdir(dir.get())) {
        absl::string_view name = entry->d_name;
        // o365-tenant is a tool of its own and speaks for itself.
        if (absl::ConsumePrefix(&name, "o365-") && IsName(name) && !IsKnown(name) &&
            name != "tenant" && IsProgram(absl::StrCat(folder, "/", entry->d_name)))
          names.emplace(name);
      }
    }
  }
  return {names.begin(), names.end()};
}

std::string OwnFolder() {
  char path[PATH_MAX];
  const ssize_t size = ::readlink("/proc/self/exe", path, sizeof path);
  if (size <= 0) return "";
  const std::string whole(path, static_cast<size_t>(size));
  return whole.substr(0, whole.rfind('/'));
}

}  // namespace o365::multiplexer
