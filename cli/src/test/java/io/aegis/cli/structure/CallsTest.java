package io.aegis.cli.structure;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls that break a promise, each with what to use in its place. */
final class CallsTest {

    private static final JavaClasses PROGRAM = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.aegis");

    /** What gives another result on another day, machine or run. */
    private static final Set<String> UNREPEATABLE = Set.of(
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.System.getenv",
            "java.lang.System.getProperty",
            "java.lang.System.identityHashCode",
            "java.lang.Math.random",
            "java.lang.Math.exp",
            "java.lang.Math.expm1",
            "java.lang.Math.log",
            "java.lang.Math.log1p",
            "java.lang.Math.log10",
            "java.lang.Math.pow",
            "java.lang.Math.sin",
            "java.lang.Math.cos",
            "java.lang.Math.tan",
            "java.lang.Math.cbrt",
            "java.util.UUID.randomUUID",
            "java.util.concurrent.ThreadLocalRandom.current");

    /** Waits until the wall clock has come as far as the world: it decides when lines are sent, never which. */
    private static final String PACED = "io.aegis.simulator.run.Pace";

    /** What depends on where the machine stands. */
    private static final Set<String> PLACE_BOUND =
            Set.of("java.time.ZoneId.systemDefault", "java.util.TimeZone.getDefault", "java.util.Locale.getDefault");

    private static DescribedPredicate<JavaAccess<?>> callOf(Set<String> banned) {
        return new DescribedPredicate<>("call of " + banned) {
            @Override
            public boolean test(JavaAccess<?> access) {
                return banned.contains(access.getTargetOwner().getName() + "." + access.getName());
            }
        };
    }

    private static DescribedPredicate<JavaAccess<?>> unseeded() {
        return new DescribedPredicate<>("java.util.Random without a seed") {
            @Override
            public boolean test(JavaAccess<?> access) {
                return access.getTargetOwner().getName().equals("java.util.Random")
                        && access.getTarget().getFullName().endsWith("<init>()");
            }
        };
    }

    @ParameterizedTest
    @CsvSource({
        "engine, the time of the entry; StrictMath",
        "codec, what the caller hands in",
        "formats, what the caller hands in",
        "simulator, the world's time and its seeded generator; StrictMath"
    })
    void shouldBeRepeatable(String module, String replacement) {
        noClasses()
                .that()
                .resideInAPackage("io.aegis." + module + "..")
                .and()
                .doNotHaveFullyQualifiedName(PACED)
                .should()
                .accessTargetWhere(callOf(UNREPEATABLE))
                .orShould()
                .accessTargetWhere(unseeded())
                .because("the same input gives the same result; use " + replacement)
                .allowEmptyShould(true)
                .check(PROGRAM);
    }

    @ParameterizedTest
    @CsvSource({"engine", "codec", "formats", "simulator", "server", "cli"})
    void shouldNotDependOnThePlace(String module) {
        noClasses()
                .that()
                .resideInAPackage("io.aegis." + module + "..")
                .should()
                .accessTargetWhere(callOf(PLACE_BOUND))
                .because("time is UTC and text is Locale.ROOT whatever the machine says")
                .allowEmptyShould(true)
                .check(PROGRAM);
    }

    @ParameterizedTest
    @CsvSource({"engine", "codec", "formats", "simulator", "server"})
    void shouldNotWriteToTheTerminal(String module) {
        noClasses()
                .that()
                .resideInAPackage("io.aegis." + module + "..")
                .should()
                .accessTargetWhere(new DescribedPredicate<JavaAccess<?>>("System.out or System.err") {
                    @Override
                    public boolean test(JavaAccess<?> access) {
                        return access.getTargetOwner().getName().equals("java.lang.System")
                                && (access.getName().equals("out")
                                        || access.getName().equals("err"));
                    }
                })
                .because("answers are values and notes go to the logger; only commands print")
                .allowEmptyShould(true)
                .check(PROGRAM);
    }
}
