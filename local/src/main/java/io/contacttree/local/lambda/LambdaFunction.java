package io.contacttree.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/**
 * A handler behind bytes: the event goes in and the answer comes out as Lambda would carry them.
 */
@FunctionalInterface
interface LambdaFunction {

  /**
   * Handles one event.
   *
   * @throws IOException what a handler of streams throws
   */
  String handle(String event, Context context) throws IOException;

  /**
   * Wraps a handler, whichever of Lambda's interfaces it implements.
   *
   * @throws IllegalArgumentException when it is no handler
   */
  static LambdaFunction of(Object handler) {
    return switch (handler) {
      case RequestStreamHandler streams -> ofStreams(streams);
      case RequestHandler<?, ?> objects -> ofObjects(objects);
      default ->
          throw new IllegalArgumentException(handler.getClass().getName() + " is no handler.");
    };
  }

  private static LambdaFunction ofStreams(RequestStreamHandler handler) {
    return (event, context) -> {
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      handler.handleRequest(
          new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, context);
      return answer.toString(StandardCharsets.UTF_8);
    };
  }

  private static <I, O> LambdaFunction ofObjects(RequestHandler<I, O> handler) {
    Type[] types = typesOf(handler.getClass());
    PojoSerializer<I> input = serializer(types[0]);
    PojoSerializer<O> output = serializer(types[1]);
    return (event, context) -> {
      O answer =
          handler.handleRequest(
              input.fromJson(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8))),
              context);
      ByteArrayOutputStream json = new ByteArrayOutputStream();
      output.toJson(answer, json);
      return json.toString(StandardCharsets.UTF_8);
    };
  }

  /**
   * As Lambda's runtime chooses: event classes have their own serialisers, all others plain
   * Jackson.
   */
  @SuppressWarnings("unchecked")
  private static <T> PojoSerializer<T> serializer(Type type) {
    if (type instanceof Class<?> known
        && LambdaEventSerializers.isLambdaSupportedEvent(known.getName())) {
      return (PojoSerializer<T>)
          LambdaEventSerializers.serializerFor(known, LambdaFunction.class.getClassLoader());
    }
    return (PojoSerializer<T>) JacksonFactory.getInstance().getSerializer(type);
  }

  private static Type[] typesOf(Class<?> handler) {
    for (Class<?> level = handler; level != null; level = level.getSuperclass()) {
      for (Type implemented : level.getGenericInterfaces()) {
        if (implemented instanceof ParameterizedType typed
            && typed.getRawType() == RequestHandler.class) {
          return typed.getActualTypeArguments();
        }
      }
    }
    throw new IllegalArgumentException(handler.getName() + " does not say what it handles.");
  }
}
