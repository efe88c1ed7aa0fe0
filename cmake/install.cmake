# SPDX-License-Identifier: GPL-3.0-or-later
# What `cmake --install` lays down: the program, the libraries that a program of one's own claims is built from, their
# headers, and the two files by which CMake and pkg-config find them.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package ${CMAKE_INSTALL_LIBDIR}/cmake/noiseball)
set(headers ${CMAKE_INSTALL_INCLUDEDIR}/noiseball)

install(TARGETS noiseball RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS nb_lib nb_verify nb_experiments nb_reports EXPORT noiseball ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
foreach(layer lib verify experiments reports)       # interfaces only: a header inside a folder is private to it
  file(GLOB interfaces CONFIGURE_DEPENDS ${layer}/*.h ${layer}/*.def)
  install(FILES ${interfaces} DESTINATION ${headers}/${layer})
endforeach()
install(FILES docs/results.schema.json docs/race.schema.json DESTINATION ${CMAKE_INSTALL_DATADIR}/noiseball OPTIONAL)
install(FILES README.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

install(EXPORT noiseball NAMESPACE noiseball:: DESTINATION ${package} FILE noiseballTargets.cmake)
configure_package_config_file(cmake/noiseballConfig.cmake.in noiseballConfig.cmake INSTALL_DESTINATION ${package})
write_basic_package_version_file(noiseballConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/noiseballConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/noiseballConfigVersion.cmake
  DESTINATION ${package})

configure_file(cmake/noiseball.pc.in noiseball.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/noiseball.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
