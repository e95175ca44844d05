# One image with both roles: `docker run tocsin api` and `docker run tocsin worker`. Builds from a
# clean checkout, with BuildKit and with the classic builder alike.
# Tags: https://hub.docker.com/_/maven and https://hub.docker.com/_/eclipse-temurin

# The JDK that the project builds on everywhere else; the bytecode is Java 17's in any case.
FROM maven:3.9.16-eclipse-temurin-17 AS build
WORKDIR /src

# First the modules without their sources: this fetches nearly all plugins and libraries, in a layer
# that is built again only when a pom changes.
COPY .mvn/ .mvn/
COPY pom.xml ./
COPY contract/pom.xml contract/
COPY workflows/pom.xml workflows/
COPY store/pom.xml store/
COPY activities/pom.xml activities/
COPY worker/pom.xml worker/
COPY api/pom.xml api/
COPY client/pom.xml client/
COPY standalone/pom.xml standalone/
# Maven reads the poms of all modules, also of the one that is not built here.
COPY bench/pom.xml bench/
RUN mvn -B -ntp package -pl standalone -am -DskipTests

# Then the sources; .dockerignore leaves the tests out, so that they do not change the image.
COPY contract/src/ contract/src/
COPY workflows/src/ workflows/src/
COPY store/src/ store/src/
COPY activities/src/ activities/src/
COPY worker/src/ worker/src/
COPY api/src/ api/src/
COPY client/src/ client/src/
COPY standalone/src/ standalone/src/
RUN mvn -B -ntp clean package -pl standalone -am -DskipTests

# Tocsin runs on 17 to 25; 21 has virtual threads and long-term support.
FROM eclipse-temurin:21.0.12_8-jre-noble
LABEL org.opencontainers.image.title="Tocsin" \
      org.opencontainers.image.description="A durable notification orchestrator on Temporal" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN groupadd --system --gid 10001 tocsin \
 && useradd --system --uid 10001 --gid tocsin --home-dir /opt/tocsin --shell /usr/sbin/nologin tocsin
WORKDIR /opt/tocsin
COPY --from=build /src/standalone/target/tocsin.jar ./
COPY LICENSE ./
# By number: Kubernetes can then see that it is not root.
USER 10001:10001

# The API; health and metrics, which are not for the public.
EXPOSE 8080 8081

# Exec form, so that Java is process 1: SIGTERM reaches it and it finishes what is under way.
# Options of your own go into JDK_JAVA_OPTIONS.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-XX:+ExitOnOutOfMemoryError", "-jar", "tocsin.jar"]
CMD ["help"]
