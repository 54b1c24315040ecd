# The packages that `cpack` makes: .deb, .rpm, .tar.gz. One package each, the program and the library together.

set(SX_PACKAGE_CONTACT "the statext authors <root@localhost>" CACHE STRING "Who a package names as its maintainer")

set(CPACK_PACKAGE_NAME statext)
set(CPACK_PACKAGE_VENDOR "statext")
set(CPACK_PACKAGE_CONTACT "${SX_PACKAGE_CONTACT}")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGE_DESCRIPTION
"statext reads prose: plain text, web pages, PDF, Word and other documents.
It finds the numbers that say something, as in more than 600 million people,
writes them as a table with the words they come from, and draws the table as
a figure. This package holds the program, its manual, and the C library.")
set(CPACK_RPM_PACKAGE_DESCRIPTION "${CPACK_PACKAGE_DESCRIPTION}")
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_MONOLITHIC_INSTALL ON)
set(CPACK_GENERATOR DEB)

# Without what is recommended the program runs: it says what is missing when a PDF is read or a figure asked for.
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "gnuplot-nox | gnuplot, poppler-utils, fontconfig, fonts-liberation")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "libpcre2-dev, pkg-config")
set(CPACK_DEBIAN_PACKAGE_SECTION text)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_PRE_BUILD_SCRIPTS "${PROJECT_SOURCE_DIR}/cmake/PackageDebian.cmake")

set(CPACK_RPM_FILE_NAME RPM-DEFAULT)
set(CPACK_RPM_PACKAGE_LICENSE MIT)
set(CPACK_RPM_PACKAGE_GROUP Applications/Text)
# CPack 3.25 has no word for it; this goes into the head of the spec file as it stands.
set(CPACK_RPM_SPEC_MORE_DEFINE "Recommends: gnuplot poppler-utils fontconfig liberation-fonts")
# Folders that belong to the system.
set(CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION
  /usr/share/man /usr/share/man/man1 /usr/share/bash-completion /usr/share/bash-completion/completions /usr/share/zsh
  /usr/share/zsh/site-functions /usr/share/fish /usr/share/fish/vendor_completions.d
  "/usr/${CMAKE_INSTALL_LIBDIR}" "/usr/${CMAKE_INSTALL_LIBDIR}/pkgconfig")

include(CPack)
