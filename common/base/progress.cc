#include "common/base/progress.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace o365::base {
namespace {

constexpr absl::Duration kQuiet = absl::Milliseconds(500);
constexpr absl::Duration kPause = absl::Milliseconds(100);
constexpr int kShortestBar = 10, kLongestBar = 40;

// A terminal would act on control characters of a file's name.
std::string Printable(absl::string_view text) {
  std::string out(text);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return absl::ascii_iscntrl(c); }, '?');
  return out;
}

bool StartsCharacter(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

// Columns of UTF-8 text, at one a character.
int WidthOf(absl::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), StartsCharacter));
}

std::string CutTo(absl::string_view text, int columns) {
  if (WidthOf(text) <= columns) return std::string(text);
  size_t end = 0;
  for (int left = columns; end < text.size(); ++end) {
    if (StartsCharacter(text[end]) && left-- == 0) break;
  }
  return std::string(text.substr(0, end));
}

std::string Bar(double share, int width) {
  const int full = std::clamp(static_cast<int>(share * width), 0, width);
  std::string bar(static_cast<size_t>(full), '=');
  if (full < width) bar += '>';
  bar.resize(static_cast<size_t>(width), ' ');
  return absl::StrCat("[", bar, "]");
}

std::string HumanTime(double seconds) {
  const auto whole = static_cast<int64_t>(std::ceil(seconds));
  if (whole < 60) return absl::StrCat(whole, " s");
  if (whole < 3600) return absl::StrFormat("%d:%02d min", whole / 60, whole % 60);
  return absl::StrFormat("%d:%02d h", whole / 3600, whole / 60 % 60);
}

}  // namespace

std::string HumanSize(int64_t bytes) {
  if (bytes < 1000) return absl::StrCat(bytes, " B");
  double value = static_cast<double>(bytes);
  size_t unit = 0;
  constexpr absl::string_view kUnits = "kMGTPE";
  for (value /= 1000; value >= 999.5; value /= 1000) ++unit;
  return absl::StrFormat(value < 9.95 ? "%.1f %cB" : "%.0f %cB", value, kUnits[unit]);
}

std::string FormatProgress(const ProgressLine& line, int columns) {
  const double seconds = absl::ToDoubleSeconds(line.elapsed);
  const double rate = seconds > 0 ? static_cast<double>(line.done) / seconds : 0;
  const std::string speed = absl::StrCat(HumanSize(static_cast<int64_t>(rate)), "/s");
  const std::string what = Printable(line.what);
  if (line.total <= 0) {
    return CutTo(absl::StrCat(what, "  ", absl::string_view(R"(|/-\)").substr(line.turn % 4, 1),
                              "  ", HumanSize(line.done), "  ", speed),
                 columns);
  }
  const double share = static_cast<double>(line.done) / static_cast<double>(line.total);
  const std::string percent = absl::StrFormat("%3d%%", static_cast<int>(share * 100));
  const std::string size = absl::StrCat("  ", HumanSize(line.done), " of ", HumanSize(line.total));
  const std::string size_and_speed = absl::StrCat(size, "  ", speed);
  const std::string all =
      rate > 0
          ? absl::StrCat(size_and_speed, "  ",
                         HumanTime(static_cast<double>(line.total - line.done) / rate), " left")
          : size_and_speed;
  // The bar matters more than the figures that a narrow terminal has no room for.
  std::string rest;
  for (const std::string& tail : {all, size_and_speed, size, std::string()}) {
    const int room = columns - WidthOf(what) - WidthOf(percent) - WidthOf(tail) - 5;
    if (room < kShortestBar) continue;
    rest = absl::StrCat(" ", Bar(share, std::min(room, kLongestBar)), tail);
    break;
  }
  const std::string head = CutTo(what, std::max(columns - WidthOf(percent) - 2, 0));
  return CutTo(absl::StrCat(head, head.empty() ? "" : "  ", percent, rest), columns);
}

Progress::Progress(Terminal& terminal, Clock& clock, absl::string_view what)
    : terminal_(terminal),
      clock_(clock),
      what_(what),
      start_(clock.Now()),
      next_(start_ + kQuiet) {}

Progress::~Progress() {
  if (shown_) terminal_.ShowStatus("");
}

void Progress::Update(int64_t done, int64_t total) {
  const absl::Time now = clock_.Now();
  if (now < next_) return;
  next_ = now + kPause;
  const int columns = terminal_.status_columns();
  if (columns <= 0) return;
  shown_ = true;
  terminal_.ShowStatus(FormatProgress(
      {.what = what_, .done = done, .total = total, .elapsed = now - start_, .turn = turn_++},
      columns));
}

}  // namespace o365::base
