package dev.coffer.storage.s3;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;

/**
 * Starts S3Mock with both its connectors on loopback: the one for plain HTTP has no setting for its address. Runs in
 * S3Mock's own process, where its classes are found by name.
 */
public final class S3MockOnLoopback {

    private S3MockOnLoopback() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        Class<?> builderType = type("org.springframework.boot.builder.SpringApplicationBuilder");
        Class<?> initializerType = type("org.springframework.context.ApplicationContextInitializer");
        Class<?> application = type("com.adobe.testing.s3mock.S3MockApplication");
        Object builder = builderType.getConstructor(Class[].class).newInstance((Object) new Class<?>[] {application});
        Object initializers = java.lang.reflect.Array.newInstance(initializerType, 1);
        java.lang.reflect.Array.set(initializers, 0, proxy(initializerType, (self, method, context) -> {
            if (method.getName().equals("initialize")) {
                register(context[0]);
            }
            return null;
        }));
        method(builderType, "initializers").invoke(builder, initializers);
        builderType.getMethod("run", String[].class).invoke(builder, (Object) arguments);
    }

    private static void register(Object context) throws ReflectiveOperationException {
        Class<?> processorType = type("org.springframework.beans.factory.config.BeanPostProcessor");
        Class<?> connectorType = type("org.apache.catalina.connector.Connector");
        Object processor = proxy(processorType, (self, method, values) -> {
            if (method.getName().equals("postProcessAfterInitialization") && connectorType.isInstance(values[0])) {
                connectorType
                        .getMethod("setProperty", String.class, String.class)
                        .invoke(values[0], "address", "127.0.0.1");
            }
            return values == null || values.length == 0 ? null : values[0];
        });
        Object factory = context.getClass().getMethod("getBeanFactory").invoke(context);
        method(factory.getClass(), "addBeanPostProcessor").invoke(factory, processor);
    }

    private static Object proxy(Class<?> type, InvocationHandler handler) {
        return Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, values) -> switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(self);
                    case "equals" -> self == values[0];
                    case "toString" -> type.getSimpleName();
                    default -> handler.invoke(self, method, values);
                });
    }

    private static Method method(Class<?> type, String name) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(name) && method.getParameterCount() == 1)
                .findFirst()
                .orElseThrow();
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(name, true, Thread.currentThread().getContextClassLoader());
    }
}
