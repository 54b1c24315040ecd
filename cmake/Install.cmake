# The public library, static and shared, and what `cmake --install` puts where. tests/install holds the result against a list.

# The layers joined into one object in which only the names of statext.h are global: so the archive brings neither the
# layers' names nor those of a library held in third_party into a program that links it.
set(SX_FACE_LAYERS sx_ready sx_extract sx_describe sx_norm sx_scan sx_text sx_read sx_lexicon sx_model sx_base sx_yyjson)
add_library(statext_face OBJECT src/extract/statext.c)
sx_compile_options(statext_face)
target_compile_definitions(statext_face PRIVATE SX_VERSION="${PROJECT_VERSION}")
target_include_directories(statext_face PRIVATE "${PROJECT_SOURCE_DIR}/src" "${PROJECT_SOURCE_DIR}/include")

set(joined "${CMAKE_CURRENT_BINARY_DIR}/statext_joined.o")
set(archives "")
foreach(layer IN LISTS SX_FACE_LAYERS)
  list(APPEND archives $<TARGET_FILE:${layer}>)
endforeach()
add_custom_command(OUTPUT "${joined}"
  COMMAND ${CMAKE_LINKER} -r -o "${joined}" $<TARGET_OBJECTS:statext_face> --start-group ${archives} --end-group
  COMMAND ${CMAKE_OBJCOPY} --wildcard "--keep-global-symbol=sx_statext_*" "${joined}"
  DEPENDS statext_face $<TARGET_OBJECTS:statext_face> ${SX_FACE_LAYERS}
  COMMENT "Joining the layers of the public library"
  COMMAND_EXPAND_LISTS VERBATIM)
set_source_files_properties("${joined}" PROPERTIES EXTERNAL_OBJECT ON GENERATED ON)
add_custom_target(statext_joined DEPENDS "${joined}")

add_library(statext_static STATIC "${joined}")
add_library(statext_shared SHARED "${joined}")
foreach(library statext_static statext_shared)
  add_dependencies(${library} statext_joined)
  set_target_properties(${library} PROPERTIES OUTPUT_NAME statext LINKER_LANGUAGE C)
endforeach()
set_target_properties(statext_shared PROPERTIES VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR})
target_link_libraries(statext_shared PRIVATE PkgConfig::PCRE2)
if(SX_SANITIZE)
  target_link_options(statext_shared PRIVATE -fsanitize=${SX_SANITIZE})
else()
  target_link_options(statext_shared PRIVATE -Wl,--no-undefined)
endif()
if(SX_COVERAGE)
  target_link_options(statext_shared PRIVATE --coverage)
endif()

# statext.pc finds its prefix from where it lies, so that the installed tree may be moved; absolute folders stay as they are.
function(sx_pc_folder variable folder)
  if(IS_ABSOLUTE "${folder}")
    set(${variable} "${folder}" PARENT_SCOPE)
  else()
    set(${variable} "\${prefix}/${folder}" PARENT_SCOPE)
  endif()
endfunction()
set(SX_PC_PREFIX "${CMAKE_INSTALL_PREFIX}")
if(NOT IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}")
  file(RELATIVE_PATH up "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
  string(REGEX REPLACE "/$" "" up "${up}")
  set(SX_PC_PREFIX "\${pcfiledir}/${up}")
endif()
sx_pc_folder(SX_PC_LIBDIR "${CMAKE_INSTALL_LIBDIR}")
sx_pc_folder(SX_PC_INCLUDEDIR "${CMAKE_INSTALL_INCLUDEDIR}")
configure_file(cmake/statext.pc.in statext.pc @ONLY)

install(TARGETS statext RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
install(TARGETS statext_static statext_shared
  ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}"
  LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}")
install(FILES include/statext/statext.h DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/statext")
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/statext.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")

# The manual page and the completions, which the program makes from its own option table.
set(generated "${CMAKE_CURRENT_BINARY_DIR}/generated")
file(MAKE_DIRECTORY "${generated}")
function(sx_generated kind name folder)
  add_custom_command(OUTPUT "${generated}/${name}"
    COMMAND statext help --generate ${kind} > "${generated}/${name}"
    DEPENDS statext VERBATIM)
  set_property(GLOBAL APPEND PROPERTY SX_GENERATED "${generated}/${name}")
  install(FILES "${generated}/${name}" DESTINATION "${folder}")
endfunction()
sx_generated(man statext.1 "${CMAKE_INSTALL_MANDIR}/man1")
sx_generated(bash statext "${CMAKE_INSTALL_DATADIR}/bash-completion/completions")
sx_generated(zsh _statext "${CMAKE_INSTALL_DATADIR}/zsh/site-functions")
sx_generated(fish statext.fish "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d")
get_property(generated_files GLOBAL PROPERTY SX_GENERATED)
add_custom_target(statext_generated ALL DEPENDS ${generated_files})

file(GLOB documents CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/docs/*.md")
install(FILES LICENSE ${documents} DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(FILES examples/claims.c DESTINATION "${CMAKE_INSTALL_DOCDIR}/examples")
