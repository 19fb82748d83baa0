// Takes the text of a JSON document in pieces of any size and hands over each element of one array
// as soon as it is complete, so that a list of any length needs the memory of one element.
//
//   ArraySplitter splitter("value", [&](absl::string_view element) { return Use(element); });
//   RETURN_IF_ERROR(splitter.Write(piece));      // as often as pieces arrive
//   ASSIGN_OR_RETURN(std::string rest, splitter.Finish());   // {"value":[],"@odata.nextLink":...}
//
// The array is the whole document, or the member of this name of the top-level object. What cannot
// be handed over for sure is an error: a second member of this name, and a name with escapes.
// Neither an element nor what stands beside the array may be larger than 16 MB.

#ifndef COMMON_JSON_SPLITTER_H_
#define COMMON_JSON_SPLITTER_H_

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace o365::json {

class ArraySplitter {
 public:
  // Gets the text of one element; an error ends the splitting.
  using Element = std::function<absl::Status(absl::string_view text)>;

  ArraySplitter(absl::string_view member, Element element);

  // Takes the next piece. Returns the callback's error, if any; kOutOfRange for what is too large;
  // kInvalidArgument for two commas with nothing between them and a name that is there twice.
  absl::Status Write(absl::string_view piece);

  // Returns the document with the array emptied. kDataLoss when it is not complete.
  absl::StatusOr<std::string> Finish() const;

 private:
  absl::Status Take(char c);
  absl::Status EndName();
  bool StartsWantedArray();
  absl::Status Emit();

  const std::string member_;
  const Element on_element_;
  std::string element_, rest_;
  int depth_ = 0;
  int array_depth_ = 0;   // depth inside the wanted array, 0 while outside
  bool any_ = false;      // an element of the wanted array was handed over
  size_t name_at_ = 0;    // where in `rest_` the last string of the top-level object begins
  bool named_ = false;    // the member's name was there
  bool follows_ = false;  // its value is next
  bool in_string_ = false, escaped_ = false;
};

}  // namespace o365::json

#endif  // COMMON_JSON_SPLITTER_H_
