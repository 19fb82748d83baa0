// Text of a $filter to its tree: recursive descent over the tokens, with a limit of depth since the
// text comes from outside.

#include "tools/tenant/odata_parser.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/base/status_macros.h"
#include "tools/tenant/guid.h"

namespace o365::tenant {
namespace {

using Kind = FilterNode::Kind;
constexpr int kDepthLimit = 50;

struct Token {
  enum class Kind { kWord, kString, kPunctuation, kEnd };
  Kind kind = Kind::kEnd;
  std::string text;
  size_t position = 0;
};

bool IsWordCharacter(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '/' || c == '.' ||
         c == '-' || c == '@' || c == '+' || c == '$' || c == '#';
}

bool IsOperator(absl::string_view word) {
  for (const char* name : {"and", "or", "not", "eq", "ne", "lt", "le", "gt", "ge", "in"}) {
    if (absl::EqualsIgnoreCase(word, name)) return true;
  }
  return false;
}

absl::Status SyntaxError(size_t position, absl::string_view text) {
  return absl::InvalidArgumentError(
      absl::StrCat("Syntax error at position ", position, " in '", text, "'."));
}

absl::StatusOr<std::vector<Token>> Tokenize(absl::string_view text) {
  std::vector<Token> tokens;
  for (size_t i = 0; i < text.size();) {
    const size_t start = i;
    if (absl::ascii_isspace(static_cast<unsigned char>(text[i]))) {
      ++i;
    } else if (text[i] == '\'') {
      for (++i; i < text.size() && (text[i] != '\'' || text.substr(i, 2) == "''"); ++i) {
        if (text[i] == '\'') ++i;  // a doubled quotation mark is one of the text
      }
      if (i >= text.size()) return SyntaxError(start, text);
      ++i;
      tokens.push_back({Token::Kind::kString,
                        absl::StrReplaceAll(text.substr(start + 1, i - start - 2), {{"''", "'"}}),
                        start});
    } else if (absl::StrContains("(),:", text[i])) {
      tokens.push_back({Token::Kind::kPunctuation, std::string(1, text[i++]), start});
    } else if (IsWordCharacter(text[i])) {
      // A time holds colons: 2026-11-22T10:00:00Z.
      const bool number = absl::ascii_isdigit(static_cast<unsigned char>(text[i]));
      while (i < text.size() && (IsWordCharacter(text[i]) || (number && text[i] == ':'))) ++i;
      tokens.push_back({Token::Kind::kWord, std::string(text.substr(start, i - start)), start});
    } else {
      return SyntaxError(start, text);
    }
  }
  tokens.push_back({Token::Kind::kEnd, "", text.size()});
  return tokens;
}

class Parser {
 public:
  Parser(absl::string_view text, std::vector<Token> tokens)
      : text_(text), tokens_(std::move(tokens)) {}

  absl::StatusOr<FilterNode> Whole() {
    ASSIGN_OR_RETURN(FilterNode node, Or());
    if (Peek().kind != Token::Kind::kEnd) return Unexpected();
    return node;
  }

 private:
  const Token& Peek() const { return tokens_[next_]; }
  const Token& Take() { return tokens_[next_ + 1 < tokens_.size() ? next_++ : next_]; }
  absl::Status Unexpected() const { return SyntaxError(Peek().position, text_); }

  bool TakeWord(absl::string_view word) {
    if (Peek().kind != Token::Kind::kWord || !absl::EqualsIgnoreCase(Peek().text, word)) {
      return false;
    }
    Take();
    return true;
  }
  bool TakePunctuation(absl::string_view sign) {
    if (Peek().kind != Token::Kind::kPunctuation || Peek().text != sign) return false;
    Take();
    return true;
  }

  absl::StatusOr<FilterNode> Or() {
    if (++depth_ > kDepthLimit) return SyntaxError(Peek().position, text_);
    ASSIGN_OR_RETURN(FilterNode left, And());
    while (TakeWord("or")) {
      ASSIGN_OR_RETURN(FilterNode right, And());
      left = {.kind = Kind::kOr, .children = {std::move(left), std::move(right)}};
    }
    --depth_;
    return left;
  }

  absl::StatusOr<FilterNode> And() {
    ASSIGN_OR_RETURN(FilterNode left, Not());
    while (TakeWord("and")) {
      ASSIGN_OR_RETURN(FilterNode right, Not());
      left = {.kind = Kind::kAnd, .children = {std::move(left), std::move(right)}};
    }
    return left;
  }

  absl::StatusOr<FilterNode> Not() {
    if (!TakeWord("not")) return Comparison();
    if (++depth_ > kDepthLimit) return SyntaxError(Peek().position, text_);
    ASSIGN_OR_RETURN(FilterNode child, Not());
    --depth_;
    return FilterNode{.kind = Kind::kNot, .children = {std::move(child)}};
  }

  absl::StatusOr<FilterNode> Comparison() {
    if (TakePunctuation("(")) {
      ASSIGN_OR_RETURN(FilterNode inner, Or());
      if (!TakePunctuation(")")) return Unexpected();
      return inner;
    }
    ASSIGN_OR_RETURN(FilterNode left, Operand());
    for (const char* comparison : {"eq", "ne", "lt", "le", "gt", "ge"}) {
      if (!TakeWord(comparison)) continue;
      ASSIGN_OR_RETURN(FilterNode right, Operand());
      return FilterNode{.kind = Kind::kCompare,
                        .name = comparison,
                        .children = {std::move(left), std::move(right)}};
    }
    if (TakeWord("in")) return In(std::move(left));
    // What stands alone must be a truth value.
    if (left.kind == Kind::kCall || left.kind == Kind::kLambda || left.kind == Kind::kProperty ||
        left.value.is_bool()) {
      return left;
    }
    return Unexpected();
  }

  absl::StatusOr<FilterNode> In(FilterNode left) {
    FilterNode node{.kind = Kind::kIn, .children = {std::move(left)}};
    if (!TakePunctuation("(")) return Unexpected();
    do {
      ASSIGN_OR_RETURN(FilterNode literal, Operand());
      if (literal.kind != Kind::kLiteral) return Unexpected();
      node.children.push_back(std::move(literal));
    } while (TakePunctuation(","));
    if (!TakePunctuation(")")) return Unexpected();
    return node;
  }

  // A literal, a property, a function call or a lambda.
  absl::StatusOr<FilterNode> Operand() {
    const Token token = Take();
    if (token.kind == Token::Kind::kString) {
      return FilterNode{.kind = Kind::kLiteral, .value = token.text};
    }
    if (token.kind != Token::Kind::kWord || IsOperator(token.text)) {
      return SyntaxError(token.position, text_);
    }
    // guid'...' and datetime'...' of version 3: the word says nothing that the text does not.
    const bool touches = Peek().position == token.position + token.text.size();
    if (Peek().kind == Token::Kind::kString && touches) {
      return FilterNode{.kind = Kind::kLiteral, .value = Take().text};
    }
    if (TakePunctuation("(")) return Call(token);
    return Word(token);
  }

  static FilterNode Word(const Token& token) {
    if (token.text == "null") return {.kind = Kind::kLiteral};
    if (token.text == "true" || token.text == "false") {
      return {.kind = Kind::kLiteral, .value = token.text == "true"};
    }
    const auto first = static_cast<unsigned char>(token.text[0]);
    double number = 0;
    if (absl::SimpleAtod(token.text, &number)) {
      return {.kind = Kind::kLiteral, .value = json::Value::Number(token.text)};
    }
    // GUIDs and times are written bare in version 4.
    if (absl::ascii_isdigit(first) || first == '-' || IsGuid(token.text)) {
      return {.kind = Kind::kLiteral, .value = token.text};
    }
    return {.kind = Kind::kProperty, .name = token.text};
  }

  // After "name(".
  absl::StatusOr<FilterNode> Call(const Token& token) {
    const size_t slash = token.text.rfind('/');
    const std::string last = absl::AsciiStrToLower(
        slash == std::string::npos ? token.text : token.text.substr(slash + 1));
    if (slash != std::string::npos && (last == "any" || last == "all")) {
      return Lambda(last, token.text.substr(0, slash));
    }
    constexpr std::pair<absl::string_view, size_t> kFunctions[] = {
        {"startswith", 2}, {"endswith", 2}, {"contains", 2}, {"substringof", 2},
        {"tolower", 1},    {"toupper", 1},  {"length", 1},   {"trim", 1}};
    for (const auto& [function, arity] : kFunctions) {
      if (last != function) continue;
      FilterNode node{.kind = Kind::kCall, .name = last};
      do {
        ASSIGN_OR_RETURN(FilterNode argument, Operand());
        node.children.push_back(std::move(argument));
      } while (TakePunctuation(","));
      if (node.children.size() != arity || !TakePunctuation(")")) return Unexpected();
      return node;
    }
    return absl::InvalidArgumentError(
        absl::StrCat("An unknown function with name '", token.text, "' was found."));
  }

  // After "property/any(".
  absl::StatusOr<FilterNode> Lambda(const std::string& name, const std::string& property) {
    FilterNode node{.kind = Kind::kLambda,
                    .name = name,
                    .children = {{.kind = Kind::kProperty, .name = property}}};
    if (TakePunctuation(")")) return node;  // any(): not empty
    if (Peek().kind != Token::Kind::kWord) return Unexpected();
    node.variable = Take().text;
    if (!TakePunctuation(":")) return Unexpected();
    ASSIGN_OR_RETURN(FilterNode condition, Or());
    node.children.push_back(std::move(condition));
    if (!TakePunctuation(")")) return Unexpected();
    return node;
  }

  const absl::string_view text_;
  const std::vector<Token> tokens_;
  size_t next_ = 0;
  int depth_ = 0;
};

}  // namespace

absl::StatusOr<FilterNode> ParseFilter(absl::string_view text) {
  ASSIGN_OR_RETURN(std::vector<Token> tokens, Tokenize(text));
  return Parser(text, std::move(tokens)).Whole();
}

}  // namespace o365::tenant
