// A string that cannot be printed by accident and is overwritten when it goes: tokens, passwords.
// There is no conversion to a string and no stream operator; Reveal() is the only way in, and
// belongs only where a form is built, a header is set or a record is stored.

#ifndef COMMON_BASE_SECRET_H_
#define COMMON_BASE_SECRET_H_

#include <string>
#include <utility>

#include "absl/strings/string_view.h"

namespace o365::base {

class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string value) : value_(std::move(value)) {}
  Secret(const Secret&) = default;
  Secret& operator=(const Secret& other) {
    if (this != &other) {
      Wipe();
      value_ = other.value_;
    }
    return *this;
  }
  Secret(Secret&& other) noexcept : value_(std::move(other.value_)) { other.Wipe(); }
  Secret& operator=(Secret&& other) noexcept {
    if (this != &other) {
      Wipe();
      value_ = std::move(other.value_);
      other.Wipe();
    }
    return *this;
  }
  ~Secret() { Wipe(); }

  const std::string& Reveal() const { return value_; }
  bool empty() const { return value_.empty(); }
  friend bool operator==(const Secret&, const Secret&) = default;

 private:
  void Wipe() {
    // volatile keeps the compiler from dropping writes to memory that is about to be freed.
    volatile char* data = value_.data();
    for (size_t i = 0; i < value_.size(); ++i) data[i] = 0;
    value_.clear();
  }

  std::string value_;
};

}  // namespace o365::base

#endif  // COMMON_BASE_SECRET_H_
