package io.backstitch.samples.order.demo;

import com.zaxxer.hikari.HikariDataSource;
import io.backstitch.runtime.SagaEngine;
import io.backstitch.runtime.StepContext;
import io.backstitch.samples.order.PlaceOrder;
import io.backstitch.samples.order.PlaceOrderDefinition;
import io.backstitch.samples.order.remote.SimulatedCards;
import io.backstitch.samples.order.remote.SimulatedCarrier;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * A shop that gets stuck at the end of one step or compensation: what the method had to do is done,
 * and nobody knows yet. Says so and waits for its death.
 *
 * <p>Arguments: the URLs of the three databases, the seed, the method to get stuck in.
 */
final class StallingShop {

  public static void main(String[] arguments) {
    Databases databases = Databases.of(Arrays.asList(arguments));
    Season season = new Season(Long.parseLong(arguments[3]), 1);
    HikariDataSource shop = Databases.pool(databases.shop(), 4);
    SimulatedCards cards =
        new SimulatedCards(Databases.pool(databases.cards(), 2), season::cardFate);
    SimulatedCarrier carrier =
        new SimulatedCarrier(Databases.pool(databases.carrier(), 2), season::carrierFate);
    SagaEngine engine =
        SagaEngine.builder(shop)
            .leaseFor(Duration.ofSeconds(2))
            .register(PlaceOrderDefinition.of(new Stalling(cards, carrier, arguments[4])))
            .build();
    new Checkout(shop, engine).run();
  }

  private static final class Stalling extends PlaceOrder {

    private final String where;

    Stalling(SimulatedCards cards, SimulatedCarrier carrier, String where) {
      super(cards, carrier);
      this.where = where;
    }

    private <T> T end(String method, T result) {
      if (method.equals(where)) {
        System.out.println("stuck in " + method);
        while (true) {
          try {
            Thread.currentThread().join();
          } catch (InterruptedException e) {
            System.out.println("only a kill gets me out of here");
          }
        }
      }
      return result;
    }

    @Override
    public Accepted accept(Order order, Connection db, StepContext step) throws SQLException {
      return end("accept", super.accept(order, db, step));
    }

    @Override
    public void cancel(Accepted accepted, Connection db, StepContext step) throws SQLException {
      super.cancel(accepted, db, step);
      end("cancel", null);
    }

    @Override
    public Reservation reserve(Order order, Accepted accepted, Connection db, StepContext step)
        throws SQLException {
      return end("reserve", super.reserve(order, accepted, db, step));
    }

    @Override
    public void release(Order order, Reservation reservation, Connection db, StepContext step)
        throws SQLException {
      super.release(order, reservation, db, step);
      end("release", null);
    }

    @Override
    public Payment charge(Order order, Reservation reservation, StepContext step) {
      return end("charge", super.charge(order, reservation, step));
    }

    @Override
    public void refund(Order order, Optional<Payment> payment, StepContext step) {
      super.refund(order, payment, step);
      end("refund", null);
    }

    @Override
    public Booking book(Order order, Payment payment, Connection db, StepContext step)
        throws SQLException {
      return end("book", super.book(order, payment, db, step));
    }

    @Override
    public void reverse(Order order, Booking booking, Connection db, StepContext step)
        throws SQLException {
      super.reverse(order, booking, db, step);
      end("reverse", null);
    }

    @Override
    public Parcel ship(Order order, Booking booking, StepContext step) {
      return end("ship", super.ship(order, booking, step));
    }

    @Override
    public void recall(Order order, Optional<Parcel> parcel, StepContext step) {
      super.recall(order, parcel, step);
      end("recall", null);
    }

    @Override
    public Confirmation confirm(
        Order order, Reservation reservation, Parcel parcel, Connection db, StepContext step)
        throws SQLException {
      return end("confirm", super.confirm(order, reservation, parcel, db, step));
    }
  }
}
