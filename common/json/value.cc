#include "common/json/value.h"

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "common/json/checked_allocator.h"

namespace o365::json {
namespace {

constexpr int kMaxDepth = 500;
constexpr size_t kLargestText = size_t{16} << 20;
constexpr size_t kMostMemory = size_t{32} << 20;  // of values; vectors that grow take it twice
constexpr size_t kWorthAnIndex = 32;              // members
constexpr size_t kIndexNode = 80;                 // bytes: what an index adds to a member
constexpr size_t kPiece = 64 << 10;               // of text that is written in pieces

using Utf8 = rapidjson::UTF8<>;
using Reader = rapidjson::GenericReader<Utf8, Utf8, CheckedAllocator>;
using StringBuffer = rapidjson::GenericStringBuffer<Utf8, CheckedAllocator>;
template <class Stream>
using CompactWriter = rapidjson::Writer<Stream, Utf8, Utf8, CheckedAllocator>;
template <class Stream>
using PrettyWriter = rapidjson::PrettyWriter<Stream, Utf8, Utf8, CheckedAllocator>;

// Iterative: a deep document must not overflow the stack. Numbers as strings: nothing is rounded.
constexpr unsigned kFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag |
                            rapidjson::kParseNumbersAsStringsFlag;

const Value& NullValue() {
  static const Value null;
  return null;
}

// `text` with each half of a surrogate pair, which "\udc00" alone stands for and UTF-8 cannot hold,
// replaced by U+FFFD. RapidJSON lets them through, and services do send them.
std::string WithoutLoneSurrogates(absl::string_view text) {
  std::string out(text);
  for (size_t at = 0; (at = out.find('\xED', at)) != std::string::npos; at += 3) {
    if (at + 2 < out.size() && static_cast<unsigned char>(out[at + 1]) >= 0xA0)
      out.replace(at, 3, "\xEF\xBF\xBD");
  }
  return out;
}

// Builds a Value from RapidJSON's events.
class Builder {
 public:
  using Size = rapidjson::SizeType;
  using Ch = char;
  bool Null() { return Add(Value()); }
  bool Bool(bool value) { return Add(Value(value)); }
  bool RawNumber(const char* text, Size size, bool) {
    return Add(Value::Number(std::string(text, size)));
  }
  bool String(const char* text, Size size, bool) {
    return Add(Value(WithoutLoneSurrogates({text, size})));
  }
  bool Key(const char* text, Size size, bool) {
    keys_.back() = WithoutLoneSurrogates({text, size});
    return true;
  }
  bool StartObject() { return Open(Value::Object()); }
  bool EndObject(Size) { return Close(); }
  bool StartArray() { return Open(Value::Array()); }
  bool EndArray(Size) { return Close(); }
  // Not sent under kParseNumbersAsStringsFlag, but part of the interface.
  bool Int(int) { return false; }
  bool Uint(unsigned) { return false; }
  bool Int64(int64_t) { return false; }
  bool Uint64(uint64_t) { return false; }
  bool Double(double) { return false; }

  // Why the reading was ended from here; "" when it was not.
  const std::string& refusal() const { return refusal_; }
  Value Take() { return std::move(root_); }

 private:
  bool Open(Value container) {
    if (open_.size() >= kMaxDepth) {
      refusal_ = absl::StrCat("nested deeper than ", kMaxDepth, " levels");
      return false;
    }
    open_.push_back(std::move(container));
    keys_.emplace_back();
    return true;
  }
  bool Close() {
    Value done = std::move(open_.back());
    open_.pop_back();
    keys_.pop_back();
    return Add(std::move(done));
  }
  bool Add(Value value) {
    if (!Account()) return false;
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (open_.back().is_array()) {
      open_.back().Append(std::move(value));
    } else if (open_.back().Find(keys_.back()) == nullptr) {  // the first of equal names counts
      open_.back().Set(keys_.back(), std::move(value));
    }
    return true;
  }

  // Whether one more value can be held. Texts are not counted: the document bounds them.
  bool Account() {
    memory_ += open_.empty() || open_.back().is_array() ? sizeof(Value) : sizeof(Member);
    if (!open_.empty() && open_.back().members().size() >= kWorthAnIndex) memory_ += kIndexNode;
    if (memory_ <= kMostMemory) return true;
    refusal_ = absl::StrCat("the values take more than ", kMostMemory >> 20, " MB of memory");
    return false;
  }

  Value root_;
  std::vector<Value> open_;
  std::vector<std::string> keys_;
  size_t memory_ = 0;
  std::string refusal_;
};

// RapidJSON's concept of an output stream, with its names: text on its way to a sink, in pieces.
class SinkStream {
 public:
  using Ch = char;
  using Sink = std::function<absl::Status(absl::string_view piece)>;

  SinkStream(absl::string_view indent, const Sink& sink) : indent_(indent), sink_(sink) {}

  void Put(char c) {
    pending_ += c;
    if (c == '\n') pending_.append(indent_.data(), indent_.size());
    if (pending_.size() >= kPiece) Flush();
  }
  void Flush() {
    if (status_.ok() && !pending_.empty()) status_ = sink_(pending_);
    pending_.clear();
  }
  const absl::Status& status() const { return status_; }

 private:
  const absl::string_view indent_;
  const Sink& sink_;
  std::string pending_;
  absl::Status status_;
};

}  // namespace

struct Serializer {
  template <class Writer>
  static void Write(const Value& value, Writer& writer) {
    switch (value.kind()) {
      case Value::Kind::kNull:
        writer.Null();
        break;
      case Value::Kind::kBool:
        writer.Bool(value.AsBool());
        break;
      case Value::Kind::kNumber: {
        const std::string& text = std::get<Value::NumberText>(value.data_).text;
        writer.RawValue(text.data(), text.size(), rapidjson::kNumberType);
        break;
      }
      case Value::Kind::kString:
        writer.String(value.AsString().data(), Size(value.AsString()));
        break;
      case Value::Kind::kArray:
        writer.StartArray();
        for (const Value& element : value.elements()) Write(element, writer);
        writer.EndArray();
        break;
      case Value::Kind::kObject:
        writer.StartObject();
        for (const auto& [name, member] : value.members()) {
          writer.Key(name.data(), Size(name));
          Write(member, writer);
        }
        writer.EndObject();
        break;
    }
  }
  static rapidjson::SizeType Size(const std::string& text) {
    return static_cast<rapidjson::SizeType>(text.size());
  }
  static std::string NumberOf(const Value& value) {
    return std::get<Value::NumberText>(value.data_).text;
  }
};

Value::Value(int64_t value) : data_(NumberText{absl::StrCat(value)}) {}
Value::Value(double value) : data_(NumberText{absl::StrFormat("%.17g", value)}) {
  // The shortest text that reads back as the same number.
  for (int digits = 1; digits < 17; ++digits) {
    std::string text = absl::StrFormat("%.*g", digits, value);
    double back = 0;
    if (absl::SimpleAtod(text, &back) && back == value) {
      data_ = NumberText{std::move(text)};
      return;
    }
  }
}

Value Value::Array(std::vector<Value> elements) {
  Value out;
  out.data_ = std::move(elements);
  return out;
}

Value Value::Object(std::vector<Member> members) {
  Value out;
  out.data_ = MemberList(std::move(members));
  return out;
}

Value::MemberList::MemberList(std::vector<Member> members) : members_(std::move(members)) {
  MakeIndex();
}
Value::MemberList::MemberList(const MemberList& other) : MemberList(other.members_) {}
Value::MemberList::MemberList(MemberList&&) noexcept = default;
Value::MemberList& Value::MemberList::operator=(MemberList other) noexcept {
  members_.swap(other.members_);
  index_.swap(other.index_);
  return *this;
}
Value::MemberList::~MemberList() = default;

void Value::MemberList::MakeIndex() {
  index_.reset();
  if (members_.size() < kWorthAnIndex) return;
  index_ = std::make_unique<Index>();
  for (size_t i = 0; i < members_.size(); ++i) index_->try_emplace(members_[i].first, i);
}

Value* Value::MemberList::Find(absl::string_view name) {
  if (index_ != nullptr) {
    const auto found = index_->find(name);
    return found == index_->end() ? nullptr : &members_[found->second].second;
  }
  for (auto& [key, value] : members_) {
    if (key == name) return &value;
  }
  return nullptr;
}

void Value::MemberList::Add(std::string name, Value value) {
  if (index_ != nullptr) index_->try_emplace(name, members_.size());
  members_.emplace_back(std::move(name), std::move(value));
  if (index_ == nullptr) MakeIndex();
}

void Value::MemberList::Erase(absl::string_view name) {
  if (std::erase_if(members_, [name](const Member& member) { return member.first == name; }) > 0)
    MakeIndex();
}

Value Value::Number(std::string text) {
  Value out;
  out.data_ = NumberText{std::move(text)};
  return out;
}

bool Value::AsBool(bool otherwise) const {
  const bool* value = std::get_if<bool>(&data_);
  return value != nullptr ? *value : otherwise;
}

std::optional<int64_t> Value::AsInt() const {
  const NumberText* number = std::get_if<NumberText>(&data_);
  int64_t value = 0;
  if (number == nullptr || !absl::SimpleAtoi(number->text, &value)) return std::nullopt;
  return value;
}

const std::string& Value::AsString() const {
  static const std::string empty;
  const std::string* value = std::get_if<std::string>(&data_);
  return value != nullptr ? *value : empty;
}

std::string Value::ToText() const {
  switch (kind()) {
    case Kind::kBool:
      return AsBool() ? "true" : "false";
    case Kind::kNumber:
      return std::get<NumberText>(data_).text;
    case Kind::kString:
      return AsString();
    default:
      return "";
  }
}

const std::vector<Value>& Value::elements() const {
  static const std::vector<Value> none;
  const auto* value = std::get_if<std::vector<Value>>(&data_);
  return value != nullptr ? *value : none;
}

const std::vector<Member>& Value::members() const {
  static const std::vector<Member> none;
  const auto* value = std::get_if<MemberList>(&data_);
  return value != nullptr ? value->members() : none;
}

const Value* Value::Find(absl::string_view name) const {
  return const_cast<Value*>(this)->FindMutable(name);
}

Value* Value::FindMutable(absl::string_view name) {
  auto* members = std::get_if<MemberList>(&data_);
  return members != nullptr ? members->Find(name) : nullptr;
}

std::vector<Value>* Value::mutable_elements() { return std::get_if<std::vector<Value>>(&data_); }

const Value& Value::operator[](absl::string_view name) const {
  const Value* found = Find(name);
  return found != nullptr ? *found : NullValue();
}

const Value& Value::ElementAt(size_t index) const {
  return index < elements().size() ? elements()[index] : NullValue();
}

const Value& Value::At(std::initializer_list<absl::string_view> path) const {
  const Value* at = this;
  for (absl::string_view name : path) at = &(*at)[name];
  return *at;
}

Value& Value::Set(absl::string_view name, Value value) {
  if (Value* found = FindMutable(name); found != nullptr) {
    *found = std::move(value);
    return *this;
  }
  if (!is_object()) *this = Object();
  std::get<MemberList>(data_).Add(std::string(name), std::move(value));
  return *this;
}

void Value::Erase(absl::string_view name) {
  if (is_object()) std::get<MemberList>(data_).Erase(name);
}

void Value::Append(Value value) {
  if (!is_array()) *this = Array();
  std::get<std::vector<Value>>(data_).push_back(std::move(value));
}

bool operator==(const Value& a, const Value& b) { return a.data_ == b.data_; }

namespace {

std::string At(absl::string_view before, absl::string_view why) {
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  return absl::StrCat("JSON, line ", line, ": ", why);
}

}  // namespace

bool EndsTooEarly(absl::string_view text) {
  int depth = 0;
  bool in_string = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string && c == '\\') {
      ++i;
    } else if (c == '"') {
      in_string = !in_string;
    } else if (!in_string) {
      depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
    }
  }
  return in_string || depth > 0;
}

absl::StatusOr<Value> Parse(absl::string_view text) {
  absl::ConsumePrefix(&text, "\xEF\xBB\xBF");
  if (text.size() > kLargestText)
    return absl::OutOfRangeError(
        absl::StrCat("a JSON document of more than ", kLargestText >> 20, " MB"));
  // RapidJSON takes a NUL for the end of the text, whatever follows.
  if (const size_t nul = text.find('\0'); nul != absl::string_view::npos)
    return absl::InvalidArgumentError(At(text.substr(0, nul), "a NUL character"));
  // Not RapidJSON's EncodedInputStream, which skips parts of a byte order mark too.
  rapidjson::MemoryStream input(text.data(), text.size());
  Reader reader;
  Builder builder;
  const rapidjson::ParseResult result = reader.Parse<kFlags>(input, builder);
  if (!result.IsError()) return builder.Take();
  const absl::string_view before = text.substr(0, std::min(result.Offset(), text.size()));
  if (!builder.refusal().empty()) return absl::OutOfRangeError(At(before, builder.refusal()));
  absl::string_view why = rapidjson::GetParseError_En(result.Code());
  absl::ConsumeSuffix(&why, ".");
  return absl::Status(
      EndsTooEarly(text) ? absl::StatusCode::kDataLoss : absl::StatusCode::kInvalidArgument,
      At(before, why));
}

size_t MemoryOf(const Value& value) {
  size_t bytes = sizeof value + value.AsString().size();
  for (const Value& element : value.elements()) bytes += MemoryOf(element);
  for (const auto& [name, member] : value.members())
    bytes += sizeof name + name.size() + MemoryOf(member);
  return bytes;
}

std::string Write(const Value& value) {
  StringBuffer buffer;
  CompactWriter<StringBuffer> writer(buffer);
  Serializer::Write(value, writer);
  return {buffer.GetString(), buffer.GetSize()};
}

std::string WritePretty(const Value& value) {
  std::string text;
  WritePretty(value, "", [&text](absl::string_view piece) {
    absl::StrAppend(&text, piece);
    return absl::OkStatus();
  }).IgnoreError();
  return text;
}

absl::Status WritePretty(const Value& value, absl::string_view indent,
                         const std::function<absl::Status(absl::string_view piece)>& sink) {
  SinkStream stream(indent, sink);
  PrettyWriter<SinkStream> writer(stream);
  writer.SetIndent(' ', 2);
  Serializer::Write(value, writer);
  stream.Flush();
  return stream.status();
}

}  // namespace o365::json
