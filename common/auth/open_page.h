// Showing a web page to the user.

#ifndef COMMON_AUTH_OPEN_PAGE_H_
#define COMMON_AUTH_OPEN_PAGE_H_

#include <string>

#include "common/base/environment.h"
#include "common/base/log.h"

namespace o365::auth {

// Opens the page with the first program of $BROWSER that can be started (programs are separated by
// colons; %s stands for the address, which else comes last), or with xdg-open when there is a
// display. Nothing is waited for, and where nothing can be opened that is no error: the user has
// the address. The program gets none of our descriptors and none of our own variables, which may
// hold secrets.
void OpenPage(const base::Environment& environment, const std::string& url, base::Log& log);

}  // namespace o365::auth

#endif  // COMMON_AUTH_OPEN_PAGE_H_
