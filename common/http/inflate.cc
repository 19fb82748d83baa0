#include "common/http/inflate.h"

#include <zlib.h>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"

namespace o365::http {

struct Inflater::State {
  z_stream stream{};
  bool at_end = false;
  char out[32768];

  // 15: the largest window; +32: gzip or zlib, told by the header.
  State() { inflateInit2(&stream, 15 + 32); }
  ~State() { inflateEnd(&stream); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
};

Inflater::Inflater(Sink sink) : state_(std::make_unique<State>()), sink_(std::move(sink)) {}
Inflater::~Inflater() = default;

absl::Status Inflater::Write(absl::string_view piece) {
  z_stream& z = state_->stream;
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));
  z.avail_in = static_cast<uInt>(piece.size());
  do {
    if (state_->at_end) {  // a gzip file may have several members
      if (z.avail_in == 0) break;
      inflateReset(&z);
      state_->at_end = false;
    }
    z.next_out = reinterpret_cast<Bytef*>(state_->out);
    z.avail_out = sizeof state_->out;
    const int result = inflate(&z, Z_NO_FLUSH);
    if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
      return absl::DataLossError(absl::StrCat("the compressed answer is damaged",
                                              z.msg != nullptr ? ": " : "",
                                              z.msg != nullptr ? z.msg : ""));
    state_->at_end = result == Z_STREAM_END;
    if (const size_t n = sizeof state_->out - z.avail_out; n > 0)
      RETURN_IF_ERROR(sink_({state_->out, n}));
    if (result == Z_BUF_ERROR) break;
  } while (z.avail_in > 0 || z.avail_out == 0);
  return absl::OkStatus();
}

absl::Status Inflater::Finish() const {
  if (state_->at_end) return absl::OkStatus();
  return absl::DataLossError("the compressed answer ends too early");
}

}  // namespace o365::http
