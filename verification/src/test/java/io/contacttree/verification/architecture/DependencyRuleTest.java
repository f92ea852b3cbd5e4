package io.contacttree.verification.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Who may know whom: functions → lambda, view, aws → domain → {@code java.*}; local → functions and
 * the stand-in, which knows nothing of ours; operator → aws, view; analytics → the operator's
 * exports; only verification sees everything.
 *
 * <p>The modules' POMs forbid most of this already; these rules also hold where a library comes in
 * through another one.
 */
@AnalyzeClasses(
    packages = "io.contacttree",
    importOptions = {DoNotIncludeTests.class, DependencyRuleTest.NoTestJars.class})
final class DependencyRuleTest {

  /** The domain's fakes and contract tests come as a jar of their own, which is no product code. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  private static final String DOMAIN = "io.contacttree.domain..";
  private static final String AWS = "io.contacttree.aws..";
  private static final String FUNCTIONS = "io.contacttree.functions..";
  private static final String LAMBDA = "io.contacttree.lambda..";
  private static final String LOCAL = "io.contacttree.local..";
  private static final String STAND_IN = "io.contacttree.standin..";
  private static final String VIEW = "io.contacttree.view..";
  private static final String OPERATOR = "io.contacttree.operator..";
  private static final String ANALYTICS = "io.contacttree.analytics..";
  private static final String VERIFICATION = "io.contacttree.verification..";

  /** A room that the rules do not see would be a room without rules. */
  @ArchTest
  static void everyModuleIsSeen(JavaClasses classes) {
    assertThat(
            classes.stream().map(type -> type.getPackageName().split("\\.")).map(names -> names[2]))
        .contains(
            "domain",
            "aws",
            "functions",
            "lambda",
            "local",
            "standin",
            "view",
            "operator",
            "analytics",
            "verification");
  }

  @ArchTest
  static final ArchRule domain_knowsOnlyJava =
      classes()
          .that()
          .resideInAPackage(DOMAIN)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", DOMAIN)
          .because("the domain is plain Java: no AWS, no JSON, no logging library");

  @ArchTest
  static final ArchRule views_knowTheDomainOnly =
      classes()
          .that()
          .resideInAPackage(VIEW)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify..", DOMAIN, VIEW)
          .because("whoever shows a tree brings no library along");

  @ArchTest
  static final ArchRule awsAdapters_knowTheDomainOnly =
      noClasses()
          .that()
          .resideInAPackage(AWS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              LAMBDA, VIEW, FUNCTIONS, LOCAL, STAND_IN, OPERATOR, ANALYTICS, VERIFICATION)
          .because("adapters are used by functions, not the other way round");

  @ArchTest
  static final ArchRule edgeOfTheFunctions_knowsTheDomainOnly =
      noClasses()
          .that()
          .resideInAPackage(LAMBDA)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(AWS, FUNCTIONS, LOCAL, STAND_IN, OPERATOR, ANALYTICS, VERIFICATION)
          .because("every function has this edge, whatever it calls");

  @ArchTest
  static final ArchRule standIn_knowsNothingOfOurs =
      noClasses()
          .that()
          .resideInAPackage(STAND_IN)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              DOMAIN, AWS, LAMBDA, VIEW, FUNCTIONS, LOCAL, OPERATOR, ANALYTICS, VERIFICATION)
          .because("Amazon Connect does not know us either");

  @ArchTest
  static final ArchRule nobody_knowsTheVerification =
      noClasses()
          .that()
          .resideOutsideOfPackage(VERIFICATION)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(VERIFICATION);

  @ArchTest
  static final ArchRule roomsOfTheTable_knowEachOtherDownwards =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("item")
          .definedBy("io.contacttree.aws.dynamodb.item..")
          .layer("codec")
          .definedBy("io.contacttree.aws.dynamodb.codec..")
          .layer("part")
          .definedBy("io.contacttree.aws.dynamodb.part..")
          .layer("read")
          .definedBy("io.contacttree.aws.dynamodb.read..")
          .layer("write")
          .definedBy("io.contacttree.aws.dynamodb.write..")
          .layer("front")
          .definedBy("io.contacttree.aws.dynamodb")
          .whereLayer("front")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("write")
          .mayOnlyBeAccessedByLayers("front")
          .whereLayer("read")
          .mayOnlyBeAccessedByLayers("write", "front")
          .whereLayer("part")
          .mayOnlyBeAccessedByLayers("read", "write")
          .whereLayer("codec")
          .mayOnlyBeAccessedByLayers("part", "read", "write");

  @ArchTest
  static final ArchRule table_isEnteredByItsFrontDoorsAlone =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.contacttree.aws.dynamodb..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.contacttree.aws.dynamodb.(*)..")
          .because("how trees lie in the table is nobody else's business");

  @ArchTest
  static final ArchRule functions_doNotKnowTheLocalStack =
      noClasses()
          .that()
          .resideInAPackage(FUNCTIONS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(LOCAL, STAND_IN, OPERATOR, ANALYTICS)
          .because("what deploys has no local mode");

  @ArchTest
  static final ArchRule localStack_knowsNoneOfItsUsers =
      noClasses()
          .that()
          .resideInAPackage(LOCAL)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(OPERATOR, ANALYTICS)
          .because("it is asked over its ports");

  @ArchTest
  static final ArchRule operator_knowsAdaptersAndViewsOnly =
      noClasses()
          .that()
          .resideInAPackage(OPERATOR)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(LAMBDA, FUNCTIONS, LOCAL, STAND_IN, ANALYTICS)
          .because("it works on AWS and on the local stack alike, over what both of them answer");

  @ArchTest
  static final ArchRule analytics_knowsExportsOnly =
      noClasses()
          .that()
          .resideInAPackage(ANALYTICS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              DOMAIN,
              AWS,
              LAMBDA,
              VIEW,
              FUNCTIONS,
              LOCAL,
              STAND_IN,
              "io.contacttree.operator",
              "software.amazon.awssdk..")
          .because("SQL stands on what an export holds, not on what wrote it");

  @ArchTest
  static final ArchRule functions_doNotKnowEachOther =
      slices().matching("io.contacttree.functions.(*)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule functions_leaveTheAwsSdkAndJsonToTheAdapters =
      noClasses()
          .that()
          .resideInAPackage(FUNCTIONS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("software.amazon.awssdk..", "com.fasterxml..")
          .because("shared/aws is the only room that calls the AWS SDK and knows JSON");

  @ArchTest
  static final ArchRule packages_haveNoCycles =
      slices().matching("io.contacttree.(**)").should().beFreeOfCycles();
}
