package io.footfall.cli.chaos;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The classes of a driver, so that the JVM can keep what it has made of them from one driver to the
 * next (class data sharing): it does so for jars only.
 *
 * @param classPath jars with colons between
 * @param archive written by the driver that {@link #keep}s, read by the others
 */
record DriverClasses(String classPath, Path archive) {

  /** Of this process's class path, its folders packed. */
  static DriverClasses in(Path folder) {
    Set<String> jars = new LinkedHashSet<>();
    try {
      Files.createDirectories(folder);
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
        Path path = Path.of(entry);
        if (Files.isDirectory(path)) {
          jars.add(pack(path, folder.resolve(jars.size() + ".jar")).toString());
        } else if (Files.exists(path)) {
          jars.add(entry);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new DriverClasses(String.join(File.pathSeparator, jars), folder.resolve("classes.jsa"));
  }

  private static Path pack(Path classes, Path jar) throws IOException {
    try (Stream<Path> all = Files.walk(classes);
        OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      out.setLevel(0);
      for (Path each : all.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(each).toString().replace('\\', '/')));
        Files.copy(each, out);
        out.closeEntry();
      }
    }
    return jar;
  }

  /** Options of a JVM that keeps what it has made when it ends in order. */
  List<String> keep() {
    return List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
  }

  /** Options of a JVM that begins with what was kept, if it was. */
  List<String> use() {
    List<String> options = new ArrayList<>(List.of("-Xshare:auto"));
    if (Files.exists(archive)) {
      options.add("-XX:SharedArchiveFile=" + archive);
    }
    return options;
  }
}
