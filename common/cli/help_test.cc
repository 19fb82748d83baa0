#include "common/cli/help.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace o365::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr absl::string_view kColours[] = {"Red", "Blue"};
constexpr Option kOptions[] = {
    {.name = "colour",
     .letter = 'c',
     .value = "<colour>",
     .help = "Its colour",
     .choices = kColours,
     .otherwise = "Red"},
    {.name = "on", .value = "<on>", .help = "Whether", .format = Format::kBool},
    {.name = "key",
     .letter = 'k',
     .value = "<key>",
     .help = "Its key",
     .required = Required::kYes,
     .alias = "name"},
    {.name = "text", .value = "<text>", .help = "Words", .reads_file = true},
    {.name = "origin", .value = "<origin>", .help = "Where from", .required = Required::kAsked},
    {.name = "force", .letter = 'f', .help = "Even so"},
};
constexpr absl::string_view kAliases[] = {"thing drop", "thing delete"};
constexpr Operand kOperands[] = {{.name = "url", .help = "the site"},
                                 {.name = "more", .help = "and more", .required = false}};
constexpr Example kExamples[] = {{"Remove a thing", "thing remove --key x"},
                                 {"In a script", "thing remove -k x --confirm"}};
constexpr Option kVersionOptions[] = {
    {.name = "version", .letter = 'v', .value = "<number>", .help = "Which one"}};
constexpr Command kVersioned = {
    .name = "thing set", .summary = "Change a thing", .options = kVersionOptions};
constexpr Command kCommands[] = {
    {.name = "thing add", .summary = "Make a thing", .needs = Needs::kNothing},
    {.name = "thing list", .summary = "List things", .takes_unknown_options = true},
    {.name = "thing remove",
     .aliases = kAliases,
     .summary = "Remove a thing for good",
     .options = kOptions,
     .operands = kOperands,
     .needs = Needs::kTenantAdmin,
     .confirm = "Remove {key}?",
     .examples = kExamples,
     .remarks = "There is no way back."}};
constexpr Noun kNoun = {.name = "thing", .summary = "Things of the tenant", .commands = kCommands};
constexpr const Noun* kNouns[] = {&kNoun};
constexpr Command kConnection[] = {
    {.name = "status", .summary = "Show the connection", .needs = Needs::kNothing}};
constexpr Service kService = {.name = "svc",
                              .display_name = "Service",
                              .summary = "Manage the service",
                              .nouns = kNouns,
                              .connection_commands = kConnection};

constexpr char kGlobals[] =
    "\nGlobal options:\n"
    "  -o, --output <format>    Output format. One of text, json. Default: text\n"
    "      --verbose            Say on stderr what is being done\n"
    "      --debug              Show every request and answer on stderr, secrets left out\n"
    "      --connection <name>  Connection to use; else O365_CONNECTION, else the active one\n"
    "  -h, --help               Show help\n"
    "      --version            Show the version\n";

TEST(HelpTest, OfACommandSaysAllTheRowHas) {
  EXPECT_EQ(CommandHelp(kService, kCommands[2]),
            absl::StrCat("Remove a thing for good.\n"
                         "\nUsage:\n"
                         "  svc thing remove <url> [<more>] --key <key> --origin <origin> "
                         "[options]\n"
                         "\nAlso: thing drop, thing delete\n"
                         "\nArguments:\n"
                         "  <url>   the site\n"
                         "  <more>  and more\n"
                         "\nOptions:\n"
                         "  -k, --key <key>        Its key (required). Also --name\n"
                         "      --origin <origin>  Where from (required)\n"
                         "  -c, --colour <colour>  Its colour. One of Red, Blue. Default: Red\n"
                         "      --on <on>          Whether. true or false\n"
                         "      --text <text>      Words. @FILE reads it from a file, @- from "
                         "stdin\n"
                         "  -f, --force            Even so\n"
                         "      --confirm          Do not ask for confirmation\n"
                         "  -y, --yes              Do not ask for confirmation\n",
                         kGlobals,
                         "\nExamples:\n"
                         "  Remove a thing:\n"
                         "    svc thing remove --key x\n"
                         "  In a script:\n"
                         "    svc thing remove -k x --confirm\n"
                         "\nRemarks:\n"
                         "  There is no way back.\n"
                         "  Needs a connection to the tenant admin site "
                         "(https://NAME-admin.sharepoint.com).\n"));
}

TEST(HelpTest, OfAPlainCommandIsShort) {
  EXPECT_EQ(CommandHelp(kService, kCommands[0]),
            absl::StrCat("Make a thing.\n\nUsage:\n  svc thing add\n", kGlobals));
}

TEST(HelpTest, AnOptionOfTheCommandHidesTheGlobalOneOfItsName) {
  const std::string help = CommandHelp(kService, kVersioned);
  EXPECT_THAT(help, HasSubstr("  -v, --version <number>  Which one"));
  EXPECT_THAT(help, Not(HasSubstr("Show the version")));
  EXPECT_THAT(help, HasSubstr("--verbose"));
}

TEST(HelpTest, SaysWhichConnectionIsNeeded) {
  const std::string any = "\nRemarks:\n  Needs a connection; any site of the tenant will do.\n";
  EXPECT_EQ(CommandHelp(kService, kCommands[1]),
            absl::StrCat("List things.\n\nUsage:\n  svc thing list [options]\n", kGlobals, any));
  Service resource = kService;
  resource.resource = "https://graph.microsoft.com";
  EXPECT_EQ(CommandHelp(resource, kCommands[1]),
            absl::StrCat("List things.\n\nUsage:\n  svc thing list [options]\n", kGlobals,
                         "\nRemarks:\n  Needs a connection.\n"));
}

TEST(HelpTest, OfAGroupListsItsCommands) {
  EXPECT_EQ(GroupHelp(kService, {"thing"}),
            "Things of the tenant.\n\n"
            "Commands:\n"
            "  thing add     Make a thing\n"
            "  thing list    List things\n"
            "  thing remove  Remove a thing for good\n"
            "\nHelp of one of them: svc help <command>\n");
  EXPECT_EQ(GroupHelp(kService, {"thin"}), "");
  EXPECT_EQ(GroupHelp(kService, {"thing", "add", "x"}), "");
}

TEST(HelpTest, OfTheServiceListsGroupsAndConnection) {
  EXPECT_EQ(ServiceHelp(kService),
            absl::StrCat("Manage the service.\n"
                         "\nUsage:\n  svc <command> [options]\n"
                         "\nConnection:\n  status  Show the connection\n"
                         "\nGroups of commands:\n  thing  Things of the tenant\n",
                         kGlobals, "\nHelp of a group or command: svc help <words>\n"));
}

TEST(HelpTest, LongTextIsWrappedUnderItsColumn) {
  constexpr Option kLong[] = {
      {.name = "aVeryLongNameThatLeavesNoRoom",
       .value = "<aVeryLongPlaceholder>",
       .help = "One two three four five six seven eight nine ten eleven twelve thirteen"}};
  const Command command{.name = "x", .summary = "X", .options = kLong, .needs = Needs::kNothing};
  const std::string help = CommandHelp(kService, command);
  const size_t at = help.find("\nOptions:\n");
  ASSERT_NE(at, std::string::npos);
  EXPECT_EQ(help.substr(at, help.find("\nGlobal") - at),
            "\nOptions:\n"
            "      --aVeryLongNameThatLeavesNoRoom <aVeryLongPlaceholder>\n"
            "                                            One two three four five six seven eight "
            "nine ten eleven\n"
            "                                            twelve thirteen\n");
}

}  // namespace
}  // namespace o365::cli
