#include "common/cli/args.h"

namespace o365::cli {
namespace {

const std::string& Find(const std::map<std::string, std::string>& in, absl::string_view name) {
  static const std::string none;
  const auto found = in.find(std::string(name));
  return found == in.end() ? none : found->second;
}

}  // namespace

const std::string& Args::Value(absl::string_view name) const {
  return Has(name) ? Find(given_, name) : Find(defaults_, name);
}

const std::string& Args::Operand(absl::string_view name) const { return Find(operands_, name); }

void Args::Set(absl::string_view name, std::string value) {
  given_[std::string(name)] = std::move(value);
}

void Args::Unset(absl::string_view name) { given_.erase(std::string(name)); }

void Args::SetDefault(absl::string_view name, std::string value) {
  defaults_[std::string(name)] = std::move(value);
}

void Args::SetOperand(absl::string_view name, std::string value) {
  operands_[std::string(name)] = std::move(value);
}

void Args::AddUnknown(std::string name, std::string value) {
  unknown_.emplace_back(std::move(name), std::move(value));
}

}  // namespace o365::cli
