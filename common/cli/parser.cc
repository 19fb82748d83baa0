#include "common/cli/parser.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/cli/global_flags.h"
#include "common/cli/suggest.h"
#include "common/cli/validate.h"

namespace o365::cli {
namespace {

const Option* FindByName(absl::Span<const Option> options, absl::string_view name) {
  for (const Option& option : options) {
    if (option.name == name || (!option.alias.empty() && option.alias == name)) return &option;
  }
  return nullptr;
}

const Option* FindByLetter(absl::Span<const Option> options, char letter) {
  for (const Option& option : options) {
    if (option.letter == letter) return &option;
  }
  return nullptr;
}

constexpr Option kConsentOptions[] = {
    Flag("-f, --force", "Do not ask for confirmation").Alias("confirm"),
    Flag("-y, --yes", "Do not ask for confirmation")};

class Parser {
 public:
  Parser(const Service& service, const std::vector<std::string>& words)
      : service_(service), tokens_(words) {}

  ParsedLine Parse() {
    TakeWords();
    ChooseCommand();
    if (out_.command == nullptr) {
      TakeGlobalsOnly();
      return std::move(out_);
    }
    TakeRest();
    // What files hold is checked when they are read.
    if (out_.status.ok() && out_.files.empty())
      out_.status = CheckTogether(*out_.command, out_.args);
    return std::move(out_);
  }

 private:
  // Whose option it is.
  enum class Group { kOwn, kConsent, kGlobal };

  // How a token that starts with '-' is written.
  struct Token {
    const Option* option = nullptr;
    Group group = Group::kOwn;
    bool in_file = false;  // --passwordFile of --password
    std::string text;      // as typed, without "=value"
    std::string name;      // without dashes
    bool has_value = false;
    std::string value;
  };

  bool AtOption() const {
    return at_ < tokens_.size() && tokens_[at_].size() > 1 && tokens_[at_][0] == '-';
  }

  // The words that lead up to the first option that is not global. Errors do not end the reading
  // here or below: --help further on still counts.
  void TakeWords() {
    while (at_ < tokens_.size()) {
      if (!AtOption()) {
        out_.words.push_back(tokens_[at_++]);
        continue;
      }
      // The command may be complete, and have an option of this letter itself.
      FindCommand();
      const Token token = Read(tokens_[at_]);
      if (token.group != Group::kGlobal) return;
      out_.status.Update(TakeOption(token));
    }
  }

  // The command with the longest name that the words begin with; returns how long it is.
  size_t FindCommand() {
    size_t longest = 0;
    for (const Command* command : AllCommands(service_)) {
      std::vector<absl::string_view> names = {command->name};
      names.insert(names.end(), command->aliases.begin(), command->aliases.end());
      for (absl::string_view name : names) {
        const std::vector<std::string> parts = absl::StrSplit(name, ' ');
        if (parts.size() <= longest || parts.size() > out_.words.size()) continue;
        if (!std::equal(parts.begin(), parts.end(), out_.words.begin())) continue;
        longest = parts.size();
        out_.command = command;
      }
    }
    return longest;
  }

  // What is left of the words are operands.
  void ChooseCommand() {
    const size_t longest = FindCommand();
    if (out_.command == nullptr) return;
    operands_.assign(out_.words.begin() + static_cast<std::ptrdiff_t>(longest), out_.words.end());
    out_.words.resize(longest);
  }

  void TakeGlobalsOnly() {
    while (at_ < tokens_.size()) {
      const Token token = AtOption() ? Read(tokens_[at_]) : Token();
      if (token.group == Group::kGlobal) {
        out_.status.Update(TakeOption(token));
      } else {
        ++at_;
      }
    }
  }

  void TakeRest() {
    for (const Option& option : out_.command->options) {
      if (!option.otherwise.empty())
        out_.args.SetDefault(option.name, std::string(option.otherwise));
    }
    while (at_ < tokens_.size()) {
      if (tokens_[at_] == "--") {
        operands_.insert(operands_.end(), tokens_.begin() + static_cast<std::ptrdiff_t>(at_) + 1,
                         tokens_.end());
        break;
      }
      if (AtOption()) {
        out_.status.Update(TakeOption(Read(tokens_[at_])));
      } else {
        operands_.push_back(tokens_[at_++]);
      }
    }
    out_.status.Update(PlaceOperands());
  }

  absl::Status PlaceOperands() {
    for (size_t i = 0; i < operands_.size(); ++i) {
      if (i >= out_.command->operands.size()) return UnexpectedArgument(operands_[i]);
      const Operand& operand = out_.command->operands[i];
      if (NamesNothing(operands_[i])) return IsEmpty(absl::StrCat("<", operand.name, ">"));
      ASSIGN_OR_RETURN(std::string value, CheckValue(absl::StrCat("<", operand.name, ">"),
                                                     operand.format, {}, operands_[i]));
      out_.args.SetOperand(operand.name, std::move(value));
    }
    return absl::OkStatus();
  }

  // It may be the rest of a password with a blank in it.
  absl::Status UnexpectedArgument(const std::string& operand) const {
    const absl::Span<const Option> options = out_.command->options;
    const bool secrets = std::any_of(options.begin(), options.end(),
                                     [](const Option& option) { return option.sensitive; });
    if (!secrets) return base::UsageError(absl::StrCat("unexpected argument '", operand, "'"));
    return base::WithHint(base::UsageError("unexpected argument, not shown here"),
                          "put values with blanks into quotes");
  }

  Token Read(const std::string& text) const {
    Token token;
    const size_t equals = text.find('=');
    token.text = text.substr(0, equals);
    token.has_value = equals != std::string::npos;
    if (token.has_value) token.value = text.substr(equals + 1);
    absl::string_view name = token.text;
    const bool is_long = absl::ConsumePrefix(&name, "--");
    if (!is_long) name.remove_prefix(1);
    token.name = std::string(name);
    Find(token, is_long);
    return token;
  }

  // The options that count here.
  std::vector<std::pair<absl::Span<const Option>, Group>> OptionGroups() const {
    std::vector<std::pair<absl::Span<const Option>, Group>> groups;
    if (out_.command != nullptr) {
      groups.emplace_back(out_.command->options, Group::kOwn);
      if (!out_.command->confirm.empty()) groups.emplace_back(kConsentOptions, Group::kConsent);
    }
    groups.emplace_back(GlobalOptions(), Group::kGlobal);
    return groups;
  }

  // The command's own options come before the others of the same name or letter.
  void Find(Token& token, bool is_long) const {
    for (const auto& [options, group] : OptionGroups()) {
      token.group = group;
      if (!is_long && token.name.size() == 1) token.option = FindByLetter(options, token.name[0]);
      // A single dash before a long name is accepted: some documented options are spelled so.
      if (token.option == nullptr && (is_long || token.name.size() > 1))
        token.option = FindByName(options, token.name);
      if (token.option != nullptr) return;
    }
    token.group = Group::kOwn;
    if (is_long && out_.command != nullptr) FindFileOption(token);
  }

  void FindFileOption(Token& token) const {
    absl::string_view name = token.name;
    if (!absl::ConsumeSuffix(&name, "File")) return;
    const Option* option = FindByName(out_.command->options, name);
    if (option == nullptr || !option->sensitive) return;
    token.option = option;
    token.in_file = true;
  }

  absl::Status TakeOption(const Token& token) {
    const size_t place = at_++;
    if (token.option == nullptr) return TakeUnknown(token);
    const Option& option = *token.option;
    const std::string what =
        absl::StrCat("option '--", token.in_file ? token.name : std::string(option.name), "'");
    const bool wiped = (option.sensitive || option.wiped) && !token.in_file;
    std::string value = "true";
    if (option.value.empty()) {
      if (token.has_value && token.value != "true" && token.value != "false")
        return base::UsageError(absl::StrCat(what, " takes no value"));
      if (token.has_value) value = token.value;
    } else if (token.has_value) {
      value = token.value;
      if (wiped) out_.sensitive.push_back({.word = place, .offset = token.text.size() + 1});
    } else if (!option.alone.empty() && !FollowedByValue(option)) {
      value = std::string(option.alone);
    } else if (at_ < tokens_.size() && !IsKnownOption(tokens_[at_])) {
      if (wiped) out_.sensitive.push_back({.word = at_, .offset = 0});
      value = tokens_[at_++];
    } else {
      return base::UsageError(absl::StrCat(what, " needs a value: ", option.value));
    }
    return Keep(token, what, std::move(value));
  }

  absl::Status Keep(const Token& token, const std::string& what, std::string value) {
    const Option& option = *token.option;
    if (token.group == Group::kConsent) {
      out_.args.set_consent(value == "true");
      return absl::OkStatus();
    }
    if (token.in_file || (option.reads_file && absl::StartsWith(value, "@")))
      return KeepFile(token, what, token.in_file ? value : value.substr(1));
    if (!option.value.empty()) {
      if (!option.may_be_empty && NamesNothing(value)) return IsEmpty(what);
      ASSIGN_OR_RETURN(value, CheckValue(what, option.format, option.choices, value));
    }
    if (token.group == Group::kGlobal) {
      out_.globals.emplace_back(option.name, std::move(value));
    } else if (option.value.empty() && value == "false") {
      out_.args.Unset(option.name);  // a flag that is off is one that was not given
    } else {
      if (ComesFromFile(option) && option.sensitive) return GivenTwice(option);
      if (option.repeats && out_.args.Has(option))
        value = absl::StrCat(out_.args[option], "\n", value);
      out_.args.Set(option.name, std::move(value));
    }
    return absl::OkStatus();
  }

  static absl::Status GivenTwice(const Option& option) {
    return base::UsageError(absl::StrCat("use only one of the options '--", option.name,
                                         "' and '--", FileOptionName(option), "'"));
  }

  bool ComesFromFile(const Option& option) const {
    return std::any_of(out_.files.begin(), out_.files.end(),
                       [&](const FileSource& file) { return file.option == &option; });
  }

  absl::Status KeepFile(const Token& token, const std::string& what, const std::string& path) {
    const Option& option = *token.option;
    if (NamesNothing(path)) return IsEmpty(what);
    if (token.in_file && out_.args.Has(option)) return GivenTwice(option);
    for (const FileSource& other : out_.files) {
      if (path == "-" && other.path == "-")
        return base::UsageError(
            absl::StrCat(what, ": another option reads standard input already"));
    }
    out_.files.push_back({.option = &option, .path = path, .first_line = token.in_file});
    out_.args.Set(option.name, "");
    return absl::OkStatus();
  }

  // Where no operand can follow, a bad value is better reported as one.
  bool FollowedByValue(const Option& option) const {
    if (at_ >= tokens_.size()) return false;
    if (AtOption() && Read(tokens_[at_]).option != nullptr) return false;
    if (CheckValue(option.name, option.format, option.choices, tokens_[at_]).ok()) return true;
    return out_.command != nullptr && out_.command->operands.empty() &&
           !absl::StartsWith(tokens_[at_], "-");
  }

  // A value may start with '-'; only the exact spelling of an option says that one is missing.
  bool IsKnownOption(const std::string& text) const {
    return absl::StartsWith(text, "--") && Read(text).option != nullptr;
  }

  absl::Status TakeUnknown(const Token& token) {
    if (out_.command != nullptr && out_.command->takes_unknown_options &&
        absl::StartsWith(token.text, "--") && !token.name.empty()) {
      if (!token.has_value && (at_ >= tokens_.size() || IsKnownOption(tokens_[at_])))
        return base::UsageError(absl::StrCat("option '", token.text, "' needs a value"));
      out_.args.AddUnknown(token.name, token.has_value ? token.value : tokens_[at_++]);
      return absl::OkStatus();
    }
    std::vector<std::string> known;
    for (const auto& [options, group] : OptionGroups()) {
      for (const Option& option : options) {
        known.emplace_back(option.name);
        if (option.sensitive) known.push_back(FileOptionName(option));
        if (!option.alias.empty()) known.emplace_back(option.alias);
      }
    }
    const std::string nearest = Suggest(token.name, known);
    return base::UsageError(
        absl::StrCat("unknown option '", token.text, "'",
                     nearest.empty() ? "" : absl::StrCat("; did you mean '--", nearest, "'?")));
  }

  const Service& service_;
  const std::vector<std::string>& tokens_;
  size_t at_ = 0;
  std::vector<std::string> operands_;
  ParsedLine out_;
};

}  // namespace

bool ParsedLine::Has(absl::string_view global) const {
  return std::any_of(globals.begin(), globals.end(),
                     [&](const auto& g) { return g.first == global && g.second == "true"; });
}

std::vector<const Command*> AllCommands(const Service& service) {
  std::vector<const Command*> all;
  for (const Command& command : service.connection_commands) all.push_back(&command);
  for (const Noun* noun : service.nouns) {
    for (const Command& command : noun->commands) all.push_back(&command);
  }
  return all;
}

std::vector<Option> ConsentOptions(const Command& command) {
  std::vector<Option> options;
  if (command.confirm.empty()) return options;
  for (Option option : kConsentOptions) {
    if (FindByLetter(command.options, option.letter) != nullptr) option.letter = 0;
    if (FindByName(command.options, option.alias) != nullptr) option.alias = {};
    if (FindByName(command.options, option.name) != nullptr) {
      option.name = option.alias;
      option.alias = {};
    }
    if (!option.name.empty()) options.push_back(option);
  }
  return options;
}

std::string FileOptionName(const Option& sensitive) { return absl::StrCat(sensitive.name, "File"); }

ParsedLine ParseLine(const Service& service, const std::vector<std::string>& words) {
  return Parser(service, words).Parse();
}

}  // namespace o365::cli
