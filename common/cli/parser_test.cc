#include "common/cli/parser.h"

#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/error.h"
#include "common/base/file.h"
#include "common/cli/read_files.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace o365::cli {
namespace {

using o365::testing::IsOk;
using o365::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using Words = std::vector<std::string>;

constexpr char kId[] = "b2307a39-e878-458b-bc90-03bc578531d6";

constexpr absl::string_view kColours[] = {"Red", "DarkBlue"};
constexpr Option kTitle = {
    .name = "title", .letter = 't', .value = "<title>", .help = "Title", .alias = "displayName"};
constexpr Option kColour = {.name = "colour",
                            .letter = 'c',
                            .value = "<colour>",
                            .help = "Colour",
                            .choices = kColours,
                            .otherwise = "Red"};
constexpr Option kForce = {.name = "force", .letter = 'f', .help = "Even if it is there"};
constexpr Option kText = {
    .name = "text", .value = "<text>", .help = "Long text", .reads_file = true};
constexpr Option kGuid = {
    .name = "id", .letter = 'i', .value = "<id>", .help = "Id", .format = Format::kGuid};
constexpr Option kPassword = {
    .name = "password", .letter = 'p', .value = "<password>", .help = "", .sensitive = true};
constexpr Option kOpen = {.name = "open",
                          .value = "<bool>",
                          .help = "Whether it is open",
                          .format = Format::kBool,
                          .alone = "true"};
constexpr Option kOwner = {.name = "owner", .letter = 'o', .value = "<owner>", .help = "Owner"};
constexpr Option kHue = {.name = "hue", .letter = 'h', .value = "<hue>", .help = "Hue"};
constexpr Option kNote = Text("--note <note>", "Note").MayBeEmpty();
constexpr Option kOptions[] = {kTitle, kColour, kForce, kText, kGuid, kPassword, kOpen, kNote};
constexpr Option kTag = {.name = "tag", .value = "<tag>", .help = "A tag", .repeats = true};
constexpr Option kOwnLetters[] = {kOwner, kHue, kTag};
constexpr Operand kOperands[] = {
    {.name = "first", .help = "the first", .required = false},
    {.name = "second", .help = "the second", .required = false, .format = Format::kNumber}};
constexpr absl::string_view kAliases[] = {"thing show", "entry get"};
constexpr Option kNeeded[] = {
    {.name = "key", .letter = 'k', .value = "<key>", .help = "Key", .required = Required::kYes}};

constexpr Command kCommands[] = {
    {.name = "thing get",
     .aliases = kAliases,
     .summary = "",
     .options = kOptions,
     .operands = kOperands},
    {.name = "thing part get", .summary = "", .options = kOptions},
    {.name = "thing paint", .summary = "", .options = kOwnLetters},
    {.name = "thing remove", .summary = "", .options = kNeeded, .confirm = "Remove {key}?"},
    {.name = "thing list", .summary = "", .options = kNeeded, .takes_unknown_options = true},
};
constexpr Noun kNoun = {.name = "thing", .summary = "Things", .commands = kCommands};
constexpr const Noun* kNouns[] = {&kNoun};
constexpr Command kConnection[] = {{.name = "status", .summary = ""}};
constexpr Service kService = {.name = "svc",
                              .display_name = "Service",
                              .summary = "A service",
                              .nouns = kNouns,
                              .connection_commands = kConnection};

// With what its files hold.
ParsedLine Parse(const Words& words) {
  ParsedLine line = ParseLine(kService, words);
  if (line.status.ok()) line.status = ReadFiles(line);
  return line;
}
// The words, without ones that hold blanks.
ParsedLine Parse(const std::string& line) {
  return Parse(Words(absl::StrSplit(line, ' ', absl::SkipEmpty())));
}

std::string NameOf(const ParsedLine& line) {
  return line.command == nullptr ? "" : std::string(line.command->name);
}

void ExpectUsageError(const std::string& line, const std::string& message) {
  const ParsedLine parsed = Parse(line);
  EXPECT_THAT(parsed.status, StatusIs(absl::StatusCode::kInvalidArgument, message)) << line;
  EXPECT_TRUE(base::IsUsageError(parsed.status)) << line;
}

TEST(ParserTest, ReadsEverySpellingOfAnOption) {
  for (const char* spelling : {"--title New", "--title=New", "-t New", "-t=New", "-title New",
                               "-title=New", "--displayName New", "-displayName=New"}) {
    const ParsedLine line = Parse(absl::StrCat("thing get ", spelling));
    EXPECT_THAT(line.status, IsOk()) << spelling;
    EXPECT_EQ(NameOf(line), "thing get");
    EXPECT_EQ(line.args[kTitle], "New") << spelling;
    EXPECT_TRUE(line.args.Has(kTitle)) << spelling;
  }
}

TEST(ParserTest, AFlagTakesNoValueButTrueOrFalse) {
  EXPECT_TRUE(Parse("thing get --force").args.On(kForce));
  EXPECT_TRUE(Parse("thing get -f --title x").args.On(kForce));
  EXPECT_TRUE(Parse("thing get --force=true").args.On(kForce));
  EXPECT_EQ(Parse("thing get --force here").args.Operand("first"), "here");
  ExpectUsageError("thing get --force=yes", "option '--force' takes no value");
}

// It used to count as given, so that `--confirm=false` confirmed.
TEST(ParserTest, AFlagThatIsOffIsNotGiven) {
  for (const char* off : {"thing get --force=false", "thing get --force --force=false"}) {
    EXPECT_THAT(Parse(off).status, IsOk());
    EXPECT_FALSE(Parse(off).args.Has(kForce)) << off;
    EXPECT_FALSE(Parse(off).args.On(kForce)) << off;
  }
  EXPECT_TRUE(Parse("thing get --force=false --force").args.On(kForce));
  EXPECT_FALSE(Parse("thing remove --key k --force --force=false").args.consent());
}

TEST(ParserTest, ConsentHasSeveralSpellings) {
  for (const char* spelling : {"--force", "-f", "--yes", "-y", "--confirm", "--force=true"})
    EXPECT_TRUE(Parse(absl::StrCat("thing remove --key k ", spelling)).args.consent()) << spelling;
  for (const char* none : {"", "--force=false", "--yes=false", "--confirm=false"})
    EXPECT_FALSE(Parse(absl::StrCat("thing remove --key k ", none)).args.consent()) << none;
}

TEST(ParserTest, AnEmptyValueNamesNothing) {
  for (const char* empty : {"", " ", "\t", "\n", ",", " , "}) {
    const std::vector<std::string> given = {"thing", "remove", "--key", empty};
    EXPECT_EQ(ParseLine(kService, given).status.message(), "option '--key' is empty") << empty;
    EXPECT_TRUE(base::IsUsageError(ParseLine(kService, given).status));
  }
  EXPECT_EQ(ParseLine(kService, {"thing", "get", ""}).status.message(), "<first> is empty");
}

TEST(ParserTest, WhereEmptyMeansSomethingItIsAValue) {
  const ParsedLine line = ParseLine(kService, {"thing", "get", "--note", ""});
  EXPECT_THAT(line.status, IsOk());
  EXPECT_TRUE(line.args.Has("note"));
  EXPECT_EQ(line.args.Value("note"), "");
}

TEST(ParserTest, AnOptionThatMayStandAloneTakesAGoodValueOnly) {
  EXPECT_EQ(Parse("thing get --open").args[kOpen], "true");
  EXPECT_EQ(Parse("thing get --open --force").args[kOpen], "true");
  EXPECT_EQ(Parse("thing get --open=false").args[kOpen], "false");
  const ParsedLine off = Parse("thing get --open FALSE");
  EXPECT_EQ(off.args[kOpen], "false");
  EXPECT_TRUE(off.args.Has(kOpen));
  EXPECT_EQ(Parse("thing get --open here").args.Operand("first"), "here");
  EXPECT_FALSE(Parse("thing get").args.Has(kOpen));
  ExpectUsageError("thing part get --open maybe",
                   "option '--open' does not accept 'maybe'; use true, false");
}

TEST(ParserTest, AValueMayStartWithADash) {
  EXPECT_EQ(Parse("thing get --title -1").args[kTitle], "-1");
  EXPECT_EQ(Parse("thing get --title --strange").args[kTitle], "--strange");
  EXPECT_EQ(Parse("thing get --title -").args[kTitle], "-");
  EXPECT_EQ(Parse("thing get -t=--force").args[kTitle], "--force");
  EXPECT_EQ(Parse("thing get --title=a=b=c").args[kTitle], "a=b=c");
  EXPECT_TRUE(Parse(Words{"thing", "get", "--note="}).args.Has("note"));
}

TEST(ParserTest, AMissingValueIsNotTakenFromTheNextOption) {
  for (const char* line : {"thing get --title", "thing get -t", "thing get --title --force",
                           "thing get --title --colour=Red", "thing get --title --output json",
                           "thing get --title --displayName x"})
    ExpectUsageError(line, "option '--title' needs a value: <title>");
  ExpectUsageError("thing remove --key --confirm", "option '--key' needs a value: <key>");
}

TEST(ParserTest, TwoDashesEndTheOptions) {
  const ParsedLine line = Parse("thing get --force -- --title 5");
  EXPECT_THAT(line.status, IsOk());
  EXPECT_EQ(line.args.Operand("first"), "--title");
  EXPECT_EQ(line.args.Operand("second"), "5");
  EXPECT_FALSE(line.args.Has(kTitle));
  EXPECT_THAT(Parse("thing get --").status, IsOk());
}

TEST(ParserTest, OperandsAreCheckedAndCounted) {
  const ParsedLine line = Parse("thing get a --force 2");
  EXPECT_EQ(line.args.Operand("first"), "a");
  EXPECT_EQ(line.args.Operand("second"), "2");
  EXPECT_EQ(Parse("thing get -").args.Operand("first"), "-");
  ExpectUsageError("thing get a b", "<second> does not accept 'b'; use a whole number from 0 up");
  ExpectUsageError("status a", "unexpected argument 'a'");
}

TEST(ParserTest, AnUnknownOptionGetsASuggestion) {
  ExpectUsageError("thing get --titel x", "unknown option '--titel'; did you mean '--title'?");
  ExpectUsageError("thing get --outptu json",
                   "unknown option '--outptu'; did you mean '--output'?");
  ExpectUsageError("thing get --dispalyName x",
                   "unknown option '--dispalyName'; did you mean '--displayName'?");
  ExpectUsageError("thing remove --key k --confrim",
                   "unknown option '--confrim'; did you mean '--confirm'?");
  ExpectUsageError("thing get --confirm", "unknown option '--confirm'");
  ExpectUsageError("thing get --Title x", "unknown option '--Title'; did you mean '--title'?");
  ExpectUsageError("thing get -z", "unknown option '-z'");
  ExpectUsageError("thing get --zzzzzz=1", "unknown option '--zzzzzz'");
}

TEST(ParserTest, OptionsOfGflagsAreUnknown) {
  for (const char* name : {"flagfile", "fromenv", "tryfromenv", "undefok", "tab_completion_word",
                           "helpfull", "helpxml", "show_help", "show_version"}) {
    ExpectUsageError(absl::StrCat("thing get --", name, "=/etc/passwd"),
                     absl::StrCat("unknown option '--", name, "'"));
    ExpectUsageError(absl::StrCat("thing get -", name, "=x"),
                     absl::StrCat("unknown option '-", name, "'"));
  }
}

TEST(ParserTest, TheLongestNameAndEveryAliasFindTheCommand) {
  EXPECT_EQ(NameOf(Parse("thing get")), "thing get");
  EXPECT_EQ(NameOf(Parse("thing part get")), "thing part get");
  EXPECT_EQ(NameOf(Parse("thing show x")), "thing get");
  EXPECT_EQ(Parse("thing show x").args.Operand("first"), "x");
  EXPECT_EQ(NameOf(Parse("entry get")), "thing get");
  EXPECT_EQ(NameOf(Parse("status")), "status");
  EXPECT_EQ(NameOf(Parse("thing")), "");
  EXPECT_EQ(NameOf(Parse("thing part")), "");
  EXPECT_EQ(NameOf(Parse("Thing get")), "");
  EXPECT_EQ(NameOf(Parse("")), "");
  EXPECT_THAT(Parse("thing gett --force").words, ElementsAre("thing", "gett"));
  EXPECT_THAT(Parse("thing get x --force").words, ElementsAre("thing", "get"));
}

TEST(ParserTest, GlobalOptionsStandAnywhere) {
  for (const char* text : {"--output json thing get --title x", "thing -o json get --title x",
                           "thing get --title x --output=JSON", "thing get -o=json -t x"}) {
    const ParsedLine line = Parse(text);
    EXPECT_THAT(line.status, IsOk()) << text;
    EXPECT_EQ(NameOf(line), "thing get") << text;
    EXPECT_EQ(line.args[kTitle], "x") << text;
    EXPECT_THAT(line.globals, ElementsAre(Pair("output", "json"))) << text;
  }
  const ParsedLine line = Parse("--verbose thing --debug get -h --verbose=false");
  EXPECT_THAT(line.globals, ElementsAre(Pair("verbose", "true"), Pair("debug", "true"),
                                        Pair("help", "true"), Pair("verbose", "false")));
  EXPECT_TRUE(line.Has("help"));
  EXPECT_FALSE(line.Has("version"));
}

// A bad value of a global option used to be forgotten when it stood right behind the words: the
// command ran, and printed text where JSON was misspelled.
TEST(ParserTest, ABadGlobalOptionIsAnErrorWhereverItStands) {
  for (const char* line : {"thing get --output yaml", "thing get --force --output yaml",
                           "--output yaml thing get", "thing -o yaml get", "--output=yaml"})
    ExpectUsageError(line, "option '--output' does not accept 'yaml'; use text, json");
  for (const char* line :
       {"thing get --output", "thing get --force -o", "--output", "--output --verbose thing get"})
    ExpectUsageError(line, "option '--output' needs a value: <format>");
  ExpectUsageError("thing get --verbose=maybe", "option '--verbose' takes no value");
}

TEST(ParserTest, GlobalOptionsAreReadWithoutACommandToo) {
  const ParsedLine line = Parse("nothing --odd --version");
  EXPECT_EQ(NameOf(line), "");
  EXPECT_THAT(line.words, ElementsAre("nothing"));
  EXPECT_TRUE(line.Has("version"));
}

TEST(ParserTest, ACommandsOwnLettersComeBeforeTheGlobalOnes) {
  for (const char* text : {"thing paint -o ann -h green", "thing paint --owner ann -h=green"}) {
    const ParsedLine line = Parse(text);
    EXPECT_THAT(line.status, IsOk()) << text;
    EXPECT_EQ(line.args[kOwner], "ann") << text;
    EXPECT_EQ(line.args[kHue], "green") << text;
    EXPECT_THAT(line.globals, IsEmpty()) << text;
  }
  EXPECT_THAT(Parse("thing paint --output json").globals, ElementsAre(Pair("output", "json")));
}

TEST(ParserTest, HelpIsFoundBehindAnError) {
  const ParsedLine line = Parse("thing get --nonsense --help");
  EXPECT_TRUE(line.Has("help"));
  EXPECT_THAT(line.status,
              StatusIs(absl::StatusCode::kInvalidArgument, "unknown option '--nonsense'"));
}

TEST(ParserTest, TheFirstErrorIsReported) {
  ExpectUsageError("thing get --one --two", "unknown option '--one'");
  ExpectUsageError("thing get --id x --colour y",
                   absl::StrCat("option '--id' does not accept 'x'; use a GUID such as ", kId));
}

TEST(ParserTest, TheLastOfRepeatedOptionsCounts) {
  const ParsedLine line = Parse("thing get --title a -t b --displayName c -c Red -c darkblue");
  EXPECT_THAT(line.status, IsOk());
  EXPECT_EQ(line.args[kTitle], "c");
  EXPECT_EQ(line.args[kColour], "DarkBlue");
}

TEST(ParserTest, DefaultsAreValuesThatWereNotGiven) {
  const ParsedLine line = Parse("thing get");
  EXPECT_EQ(line.args[kColour], "Red");
  EXPECT_FALSE(line.args.Has(kColour));
  EXPECT_EQ(line.args[kTitle], "");
}

TEST(ParserTest, ChoicesAreReadWithoutCase) {
  EXPECT_EQ(Parse("thing get -c DARKBLUE").args[kColour], "DarkBlue");
  ExpectUsageError("thing get -c blue",
                   "option '--colour' does not accept 'blue'; use Red, DarkBlue");
}

TEST(ParserTest, AtSignReadsAFileWhereTheRowSaysSo) {
  const std::string path = absl::StrCat(::testing::TempDir(), "/text.json");
  ASSERT_THAT(base::WriteFileAtomically(path, "{\n \"a\": 1}\n", 0600), IsOk());
  EXPECT_EQ(Parse(absl::StrCat("thing get --text @", path)).args[kText], "{\n \"a\": 1}\n");
  EXPECT_EQ(Parse("thing get --text a@b").args[kText], "a@b");
  EXPECT_EQ(Parse(absl::StrCat("thing get --title @", path)).args[kTitle], absl::StrCat("@", path));
  ExpectUsageError("thing get --text=@/nowhere",
                   "option '--text': cannot open '/nowhere': No such file or directory");
  ExpectUsageError("thing get --text @", "option '--text' is empty");
}

TEST(ParserTest, AtDashReadsStandardInput) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  ASSERT_EQ(::write(ends[1], "from a pipe", 11), 11);
  ::close(ends[1]);
  const int before = ::dup(STDIN_FILENO);
  ::dup2(ends[0], STDIN_FILENO);
  EXPECT_EQ(Parse("thing get --text @-").args[kText], "from a pipe");
  ::dup2(before, STDIN_FILENO);
  ::close(before);
  ::close(ends[0]);
}

TEST(ParserTest, UnknownOptionsAreKeptWhereTheRowTakesThem) {
  const ParsedLine line = Parse("thing list --mail x@y --key k --startsWith=M=1 --mail -2");
  EXPECT_THAT(line.status, IsOk());
  EXPECT_THAT(line.args.unknown(),
              ElementsAre(Pair("mail", "x@y"), Pair("startsWith", "M=1"), Pair("mail", "-2")));
  EXPECT_EQ(line.args.Value("key"), "k");
  ExpectUsageError("thing list --key k --mail", "option '--mail' needs a value");
  ExpectUsageError("thing list --mail --key k", "option '--mail' needs a value");
  ExpectUsageError("thing list --key k -m x", "unknown option '-m'");
}

TEST(ParserTest, SaysWhereSecretsAreInTheCommandLine) {
  const auto places = [](const Words& words) {
    std::vector<std::string> found;
    for (const SensitivePlace& place : Parse(words).sensitive)
      found.push_back(words[place.word].substr(place.offset));
    return found;
  };
  EXPECT_THAT(places({"thing", "get", "--password", "a=b"}), ElementsAre("a=b"));
  EXPECT_THAT(places({"thing", "get", "--password=a=b", "-p", "c"}), ElementsAre("a=b", "c"));
  EXPECT_THAT(places({"--verbose", "thing", "get", "-p=x", "--nonsense"}), ElementsAre("x"));
  // Used to be taken for an option with a value, so that its beginning stayed readable.
  EXPECT_THAT(places({"thing", "get", "-p", "-s3cr=et"}), ElementsAre("-s3cr=et"));
  EXPECT_THAT(places({"thing", "get", "--title", "x"}), IsEmpty());
}

TEST(ParserTest, ASecretMayStandInAFile) {
  const std::string path = absl::StrCat(::testing::TempDir(), "/password");
  const auto write = [&](absl::string_view text) {
    ASSERT_THAT(base::WriteFileAtomically(path, text, 0600), IsOk());
  };
  const Words words = {"thing", "get", "--passwordFile", path};
  write("\xEF\xBB\xBF-p@ss, word \r\nmore\n");
  EXPECT_EQ(Parse(words).args[kPassword], "-p@ss, word ");
  write("x");
  EXPECT_EQ(Parse(words).args[kPassword], "x");
  write("\nx");
  EXPECT_EQ(Parse(words).status.message(), "option '--passwordFile' is empty");
  ExpectUsageError("thing get --passwordFile /nowhere",
                   "option '--passwordFile': cannot open '/nowhere': No such file or directory");
  ExpectUsageError("thing get --passwordFile x --password y",
                   "use only one of the options '--password' and '--passwordFile'");
  ExpectUsageError("thing get --password y --passwordFile x",
                   "use only one of the options '--password' and '--passwordFile'");
  ExpectUsageError("thing get --titleFile x", "unknown option '--titleFile'");
  ExpectUsageError("thing get --passwordFile - --text @-",
                   "option '--text': another option reads standard input already");
}

// --help and mistakes must not wait for an input that never comes.
TEST(ParserTest, FilesAreNotReadWhileALineIsParsed) {
  const ParsedLine line = ParseLine(kService, {"thing", "get", "--text", "@-", "--nonsense"});
  EXPECT_EQ(line.status.message(), "unknown option '--nonsense'");
}

// It used to be quoted.
TEST(ParserTest, TheRestOfASecretIsNotShown) {
  EXPECT_EQ(Parse(Words{"thing", "get", "a", "1", "--password", "pass", "word"}).status.message(),
            "unexpected argument, not shown here");
}

TEST(ParserTest, RequiredOptionsAndRulesAreCheckedLast) {
  ExpectUsageError("thing remove", "option '--key' is required");
  ExpectUsageError("thing remove --nonsense", "unknown option '--nonsense'");
}

TEST(ParserTest, AllCommandsHasEveryRowOnce) {
  std::vector<std::string> names;
  for (const Command* command : AllCommands(kService)) names.emplace_back(command->name);
  EXPECT_THAT(names, ElementsAre("status", "thing get", "thing part get", "thing paint",
                                 "thing remove", "thing list"));
}

TEST(ParserTest, AnOptionThatRepeatsKeepsAllItsValues) {
  EXPECT_EQ(Parse("thing paint --tag a --owner x --tag b --tag=c").args[kTag], "a\nb\nc");
  EXPECT_EQ(Parse("thing paint --owner a --owner b").args[kOwner], "b");
}

}  // namespace
}  // namespace o365::cli
