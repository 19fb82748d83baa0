// Memory for RapidJSON, whose own allocator hands out null pointers that nobody looks at.

#ifndef COMMON_JSON_CHECKED_ALLOCATOR_H_
#define COMMON_JSON_CHECKED_ALLOCATOR_H_

#include <cstdlib>
#include <new>

namespace o365::json {

// RapidJSON's concept of an allocator, with its names. When there is no memory left it does what
// `new` does: asks the new-handler, and throws std::bad_alloc when there is none.
class CheckedAllocator {
 public:
  static const bool kNeedFree = true;

  static void* Malloc(size_t size) { return size == 0 ? nullptr : Resize(nullptr, size); }
  static void* Realloc(void* block, size_t /*old_size*/, size_t size) {
    if (size != 0) return Resize(block, size);
    Free(block);
    return nullptr;
  }
  static void Free(void* block) { std::free(block); }

 private:
  static void* Resize(void* block, size_t size) {
    for (;;) {
      if (void* moved = std::realloc(block, size); moved != nullptr) return moved;
      const std::new_handler handler = std::get_new_handler();
      if (handler == nullptr) throw std::bad_alloc();
      handler();
    }
  }
};

}  // namespace o365::json

#endif  // COMMON_JSON_CHECKED_ALLOCATOR_H_
