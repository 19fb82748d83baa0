// Decompresses gzip (RFC 1952) and zlib (RFC 1950) data as it arrives.

#ifndef COMMON_HTTP_INFLATE_H_
#define COMMON_HTTP_INFLATE_H_

#include <memory>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "common/http/client.h"

namespace o365::http {

class Inflater {
 public:
  // `sink` gets the plain bytes.
  explicit Inflater(Sink sink);
  ~Inflater();

  // kDataLoss for data that is not gzip; else the sink's error.
  absl::Status Write(absl::string_view piece);
  // kDataLoss when the data ended too early.
  absl::Status Finish() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
  const Sink sink_;
};

}  // namespace o365::http

#endif  // COMMON_HTTP_INFLATE_H_
