#include "common/http/gzip.h"

#include <zlib.h>

#include "absl/cleanup/cleanup.h"

namespace o365::http {

std::string Gzip(absl::string_view data) {
  constexpr int kGzipWindow = 15 + 16;  // the largest window, with a gzip header
  constexpr int kMemoryLevel = 8;
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, kGzipWindow, kMemoryLevel,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    return std::string();
  }
  const auto end = absl::MakeCleanup([&] { deflateEnd(&stream); });
  std::string packed(deflateBound(&stream, data.size()), '\0');
  // zlib takes a pointer to non-const, but does not write through it.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));
  stream.avail_in = static_cast<uInt>(data.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);  // cannot run out of space, see deflateBound
  packed.resize(stream.total_out);
  return packed;
}

}  // namespace o365::http
