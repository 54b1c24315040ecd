# What Debian wants otherwise than `cmake --install` puts it: the licence under its own name, the manual page packed.
# CPack runs this over the files of a package before they are packed.
if(NOT CPACK_GENERATOR STREQUAL DEB)
  return()
endif()
set(root "${CPACK_TEMPORARY_INSTALL_DIRECTORY}${CPACK_PACKAGING_INSTALL_PREFIX}")
file(RENAME "${root}/share/doc/statext/LICENSE" "${root}/share/doc/statext/copyright")
file(GLOB pages "${root}/share/man/man*/*.[0-9]")
execute_process(COMMAND gzip -9n ${pages} COMMAND_ERROR_IS_FATAL ANY)
