// JSON values (RFC 8259) and their text. RapidJSON reads and writes; it stays inside this folder.
//
//   ASSIGN_OR_RETURN(const json::Value answer, json::Parse(body));
//   for (const json::Value& site : answer["value"].elements()) Use(site["Url"].AsString());
//
// Reading never fails and never asserts: a missing member is a null value, and a value of another
// kind reads as empty. Numbers keep the text they came with, so that nothing is rounded.

#ifndef COMMON_JSON_VALUE_H_
#define COMMON_JSON_VALUE_H_

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace o365::json {

class Value;
using Member = std::pair<std::string, Value>;

class Value {
 public:
  enum class Kind { kNull, kBool, kNumber, kString, kArray, kObject };

  Value() = default;
  Value(bool value) : data_(value) {}                      // NOLINT(google-explicit-constructor)
  Value(int value) : Value(int64_t{value}) {}              // NOLINT(google-explicit-constructor)
  Value(int64_t value);                                    // NOLINT(google-explicit-constructor)
  Value(double value);                                     // NOLINT(google-explicit-constructor)
  Value(const char* value) : data_(std::string(value)) {}  // NOLINT(google-explicit-constructor)
  Value(std::string value) : data_(std::move(value)) {}    // NOLINT(google-explicit-constructor)
  Value(absl::string_view value) : data_(std::string(value)) {}  // NOLINT
  static Value Array(std::vector<Value> elements = {});
  static Value Object(std::vector<Member> members = {});
  // A number with this text, which must be a JSON number.
  static Value Number(std::string text);

  Kind kind() const { return static_cast<Kind>(data_.index()); }
  bool is_null() const { return kind() == Kind::kNull; }
  bool is_bool() const { return kind() == Kind::kBool; }
  bool is_number() const { return kind() == Kind::kNumber; }
  bool is_string() const { return kind() == Kind::kString; }
  bool is_array() const { return kind() == Kind::kArray; }
  bool is_object() const { return kind() == Kind::kObject; }

  bool AsBool(bool otherwise = false) const;
  // The number, if it is a whole one that fits.
  std::optional<int64_t> AsInt() const;
  // The string; "" for anything else.
  const std::string& AsString() const;
  // The text of a string, number or bool; "" for null, arrays and objects.
  std::string ToText() const;
  // The elements of an array; none for anything else.
  const std::vector<Value>& elements() const;
  // The members of an object in their order; none for anything else.
  const std::vector<Member>& members() const;

  // The member of this name (the first one), or nullptr.
  const Value* Find(absl::string_view name) const;
  // The member of this name, or a null value.
  const Value& operator[](absl::string_view name) const;
  const Value& operator[](const char* name) const { return (*this)[absl::string_view(name)]; }
  // The element at this place, or a null value.
  const Value& ElementAt(size_t index) const;
  // The member that the names lead to, or a null value: answer.At({"error", "message"}).
  const Value& At(std::initializer_list<absl::string_view> path) const;

  // Adds or replaces a member; a value that is no object becomes one.
  Value& Set(absl::string_view name, Value value);
  // Removes a member, if it is there.
  void Erase(absl::string_view name);
  // Adds an element; a value that is no array becomes one.
  void Append(Value value);
  // For changing members and elements in place; nullptr when it is not there.
  Value* FindMutable(absl::string_view name);
  std::vector<Value>* mutable_elements();

  // Numbers are equal when their texts are; members in the same order.
  friend bool operator==(const Value& a, const Value& b);

 private:
  struct NumberText {
    std::string text;
    friend bool operator==(const NumberText&, const NumberText&) = default;
  };
  // Members in their order. With many of them there is an index: services do not bound what a
  // search from the beginning would cost.
  class MemberList {
   public:
    MemberList() = default;
    explicit MemberList(std::vector<Member> members);
    MemberList(const MemberList& other);
    MemberList(MemberList&&) noexcept;
    MemberList& operator=(MemberList other) noexcept;
    ~MemberList();

    const std::vector<Member>& members() const { return members_; }
    // The first member of this name, or nullptr.
    Value* Find(absl::string_view name);
    // Adds a member behind the others.
    void Add(std::string name, Value value);
    void Erase(absl::string_view name);

    friend bool operator==(const MemberList& a, const MemberList& b) {
      return a.members_ == b.members_;
    }

   private:
    using Index = std::map<std::string, size_t, std::less<>>;  // the place of each name's first
    void MakeIndex();

    std::vector<Member> members_;
    std::unique_ptr<Index> index_;
  };
  friend struct Serializer;

  std::variant<std::monostate, bool, NumberText, std::string, std::vector<Value>, MemberList> data_;
};

// Reads one document. Errors say where: "JSON, line 3: ..."; they are kDataLoss for a text that
// ends too early, kOutOfRange for what is not read although it may be JSON (a text of more than
// 16 MB, values of more than 32 MB, nesting deeper than 500 levels), else kInvalidArgument. A byte
// order mark is skipped; invalid UTF-8 is an error. A lone low surrogate ("\udc00") reads as
// U+FFFD.
absl::StatusOr<Value> Parse(absl::string_view text);

// Whether a string, an object or an array is still open where the text ends.
bool EndsTooEarly(absl::string_view text);

// About how many bytes of memory the value takes.
size_t MemoryOf(const Value& value);

// Compact text.
std::string Write(const Value& value);
// Text with line breaks and two blanks of indent a level, without a newline at the end.
std::string WritePretty(const Value& value);
// The same in pieces, each line break followed by `indent`: the text of a deeply nested value is
// far longer than the value. Ends with the first error of `sink`, which it returns.
absl::Status WritePretty(const Value& value, absl::string_view indent,
                         const std::function<absl::Status(absl::string_view piece)>& sink);

}  // namespace o365::json

#endif  // COMMON_JSON_VALUE_H_
