#include "common/cli/help.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/cli/global_flags.h"
#include "common/cli/parser.h"

namespace o365::cli {
namespace {

constexpr size_t kWidth = 100;

struct Line {
  std::string left, right;
};

// `text` broken at blanks so that no line is longer than the screen, behind `indent` blanks.
std::string Wrap(absl::string_view text, size_t indent) {
  std::string out;
  size_t column = indent;
  for (absl::string_view word : absl::StrSplit(text, ' ', absl::SkipEmpty())) {
    if (column > indent && column + 1 + word.size() > kWidth) {
      absl::StrAppend(&out, "\n", std::string(indent, ' '));
      column = indent;
    }
    absl::StrAppend(&out, column > indent ? " " : "", word);
    column += word.size() + (column > indent ? 1 : 0);
  }
  return out;
}

std::string TwoColumns(const std::vector<Line>& lines) {
  size_t width = 0;
  for (const Line& line : lines) width = std::max(width, line.left.size());
  width = std::min<size_t>(width, 40);
  std::string out;
  for (const Line& line : lines) {
    const size_t gap = line.left.size() > width ? 0 : width - line.left.size();
    absl::StrAppend(&out, "  ", line.left);
    if (line.left.size() > width) absl::StrAppend(&out, "\n  ", std::string(width, ' '));
    absl::StrAppend(&out, std::string(gap + 2, ' '), Wrap(line.right, width + 4), "\n");
  }
  return out;
}

std::string OptionSpelling(const Option& option) {
  const std::string letter =
      option.letter != 0 ? absl::StrCat("-", std::string(1, option.letter), ", ") : "    ";
  return absl::StrCat(letter, "--", option.name, option.value.empty() ? "" : " ", option.value);
}

std::string OptionText(const Option& option) {
  std::string text = std::string(option.help);
  if (option.required != Required::kNo) absl::StrAppend(&text, " (required)");
  if (!option.choices.empty())
    absl::StrAppend(&text, ". One of ", absl::StrJoin(option.choices, ", "));
  if (option.format == Format::kBool) absl::StrAppend(&text, ". true or false");
  if (option.may_be_empty) absl::StrAppend(&text, ". '' clears it");
  if (option.repeats) absl::StrAppend(&text, ". May be given several times");
  if (option.reads_file) absl::StrAppend(&text, ". @FILE reads it from a file, @- from stdin");
  if (!option.otherwise.empty()) absl::StrAppend(&text, ". Default: ", option.otherwise);
  if (!option.alias.empty()) absl::StrAppend(&text, ". Also --", option.alias);
  return text;
}

std::string OptionTable(std::vector<Option> options) {
  std::stable_sort(options.begin(), options.end(), [](const Option& a, const Option& b) {
    return (a.required != Required::kNo) > (b.required != Required::kNo);
  });
  std::vector<Line> lines;
  for (const Option& option : options) {
    lines.push_back({OptionSpelling(option), OptionText(option)});
    if (option.sensitive)
      lines.push_back({absl::StrCat("    --", FileOptionName(option), " <file>"),
                       absl::StrCat("File whose first line is --", option.name, "; - is stdin")});
  }
  return TwoColumns(lines);
}

// The global options without those whose name means something else in this command.
std::vector<Option> GlobalsBeside(const Command& command) {
  std::vector<Option> globals;
  for (const Option& global : GlobalOptions()) {
    if (std::none_of(command.options.begin(), command.options.end(),
                     [&](const Option& own) { return own.name == global.name; }))
      globals.push_back(global);
  }
  return globals;
}

bool BeginsWith(absl::string_view name, const std::vector<std::string>& words) {
  const std::vector<std::string> parts = absl::StrSplit(name, ' ');
  return words.size() <= parts.size() && std::equal(words.begin(), words.end(), parts.begin());
}

absl::string_view NeedsText(const Service& service, const Command& command) {
  if (command.needs == Needs::kTenantAdmin)
    return "Needs a connection to the tenant admin site (https://NAME-admin.sharepoint.com).";
  if (command.needs == Needs::kNothing) return "";
  return service.resource.empty() ? "Needs a connection; any site of the tenant will do."
                                  : "Needs a connection.";
}

std::vector<Line> CommandLines(const std::vector<const Command*>& commands) {
  std::vector<Line> lines;
  for (const Command* command : commands)
    lines.push_back({std::string(command->name), std::string(command->summary)});
  return lines;
}

}  // namespace

std::string Usage(const Service& service, const Command& command) {
  std::string usage = absl::StrCat(service.name, " ", command.name);
  for (const Operand& operand : command.operands)
    absl::StrAppend(&usage, operand.required ? " <" : " [<", operand.name,
                    operand.required ? ">" : ">]");
  bool optional = !command.confirm.empty() || command.takes_unknown_options;
  for (const Option& option : command.options) {
    if (option.required == Required::kNo) {
      optional = true;
    } else {
      absl::StrAppend(&usage, " --", option.name, " ", option.value);
    }
  }
  return absl::StrCat(usage, optional ? " [options]" : "");
}

std::string CommandHelp(const Service& service, const Command& command) {
  std::string out =
      absl::StrCat(Wrap(command.summary, 0), ".\n\nUsage:\n  ", Usage(service, command), "\n");
  if (!command.aliases.empty())
    absl::StrAppend(&out, "\nAlso: ", absl::StrJoin(command.aliases, ", "), "\n");
  if (!command.operands.empty()) {
    std::vector<Line> lines;
    for (const Operand& operand : command.operands)
      lines.push_back({absl::StrCat("<", operand.name, ">"), std::string(operand.help)});
    absl::StrAppend(&out, "\nArguments:\n", TwoColumns(lines));
  }
  std::vector<Option> options(command.options.begin(), command.options.end());
  // Only where there may be something to clear.
  if (!absl::EndsWith(command.name, " set")) {
    for (Option& option : options) option.may_be_empty = false;
  }
  for (const Option& consent : ConsentOptions(command)) options.push_back(consent);
  if (!options.empty()) absl::StrAppend(&out, "\nOptions:\n", OptionTable(std::move(options)));
  absl::StrAppend(&out, "\nGlobal options:\n", OptionTable(GlobalsBeside(command)));
  if (!command.examples.empty()) {
    absl::StrAppend(&out, "\nExamples:\n");
    for (const Example& example : command.examples)
      absl::StrAppend(&out, "  ", example.what, ":\n    ", service.name, " ", example.command,
                      "\n");
  }
  std::string remarks;
  for (absl::string_view part : {command.remarks, NeedsText(service, command)}) {
    if (!part.empty()) absl::StrAppend(&remarks, "  ", Wrap(part, 2), "\n");
  }
  if (!remarks.empty()) absl::StrAppend(&out, "\nRemarks:\n", remarks);
  return out;
}

std::string GroupHelp(const Service& service, const std::vector<std::string>& words) {
  std::vector<const Command*> commands;
  for (const Command* command : AllCommands(service)) {
    if (BeginsWith(command->name, words)) commands.push_back(command);
  }
  if (commands.empty()) return "";
  std::string summary;
  for (const Noun* noun : service.nouns) {
    if (noun->name == absl::StrJoin(words, " ")) summary = absl::StrCat(noun->summary, ".\n\n");
  }
  return absl::StrCat(summary, "Commands:\n", TwoColumns(CommandLines(commands)), "\n",
                      "Help of one of them: ", service.name, " help <command>\n");
}

std::string ServiceHelp(const Service& service) {
  std::vector<const Command*> connection;
  for (const Command& command : service.connection_commands) connection.push_back(&command);
  std::vector<Line> nouns;
  for (const Noun* noun : service.nouns)
    nouns.push_back({std::string(noun->name), std::string(noun->summary)});
  const absl::Span<const Option> globals = GlobalOptions();
  return absl::StrCat(Wrap(service.summary, 0), ".\n\nUsage:\n  ", service.name,
                      " <command> [options]\n\nConnection:\n", TwoColumns(CommandLines(connection)),
                      "\nGroups of commands:\n", TwoColumns(nouns), "\nGlobal options:\n",
                      OptionTable({globals.begin(), globals.end()}),
                      "\nHelp of a group or command: ", service.name, " help <words>\n");
}

}  // namespace o365::cli
