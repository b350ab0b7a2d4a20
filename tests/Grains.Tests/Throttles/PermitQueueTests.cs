using Actors.Grains.Throttles;

namespace Actors.Grains.Tests.Throttles;

public sealed class PermitQueueTests
{
    private static PermitRequest Ticket(string name, int rank = 0, bool opened = false, params Flow[] flows) =>
        new() { Ticket = name, Subject = name, Flows = [.. flows], Rank = rank, Opened = opened };

    private static List<string> Drain(PermitQueue queue)
    {
        var order = new List<string>();
        while (queue.Next() is var (entry, _))
        {
            order.Add(entry.Request.Ticket);
        }

        return order;
    }

    [Fact]
    public void Readers_come_before_harvests_in_order_of_arrival()
    {
        var queue = new PermitQueue();
        queue.Put(Ticket("batch", 0, false, new Flow("h", 9)), "silo");
        queue.Put(Ticket("reader1"), "silo");
        queue.Put(Ticket("reader2"), "silo");

        Assert.Equal(["reader1", "reader2", "batch"], Drain(queue));
    }

    [Fact]
    public void Harvests_take_turns()
    {
        var queue = new PermitQueue();
        for (var n = 0; n < 3; n++)
        {
            queue.Put(Ticket($"a{n}", n, false, new Flow("a", 9)), "silo");
        }

        for (var n = 0; n < 3; n++)
        {
            queue.Put(Ticket($"b{n}", n, false, new Flow("b", 9)), "silo");
        }

        Assert.Equal(["a0", "b0", "a1", "b1", "a2", "b2"], Drain(queue));
    }

    [Fact]
    public void A_harvest_has_no_more_in_flight_than_its_limit_until_one_comes_back()
    {
        var queue = new PermitQueue();
        for (var n = 0; n < 5; n++)
        {
            queue.Put(Ticket($"a{n}", n, false, new Flow("a", 2)), "silo");
        }

        Assert.Equal(2, Drain(queue).Count);
        Assert.Equal(2, queue.InFlight("a"));
        queue.Refund("a");
        Assert.Equal(["a2"], Drain(queue));
    }

    [Fact]
    public void Finishing_comes_before_opening_until_what_is_unopened_fits_in_one_round()
    {
        var many = new PermitQueue();
        for (var n = 0; n < 4; n++)
        {
            many.Put(Ticket($"new{n}", n, false, new Flow("a", 2)), "silo");
        }

        many.Put(Ticket("open", 9, true, new Flow("a", 2)), "silo");
        Assert.Equal("open", many.Next()!.Value.Entry.Request.Ticket);

        var few = new PermitQueue();
        few.Put(Ticket("new", 9, false, new Flow("a", 2)), "silo");
        few.Put(Ticket("open", 0, true, new Flow("a", 2)), "silo");
        Assert.Equal("new", few.Next()!.Value.Entry.Request.Ticket);
    }

    [Fact]
    public void A_ticket_of_two_harvests_is_charged_to_the_one_that_has_room()
    {
        var queue = new PermitQueue();
        queue.Put(Ticket("first", 0, false, new Flow("narrow", 1)), "silo");
        Assert.Equal("narrow", queue.Next()!.Value.Flow);

        queue.Put(Ticket("both", 0, false, new Flow("narrow", 1), new Flow("wide", 5)), "silo");

        Assert.Equal("wide", queue.Next()!.Value.Flow);
        Assert.Null(queue.Next());
    }

    [Fact]
    public void Putting_a_ticket_again_replaces_it_and_keeps_one_place()
    {
        var queue = new PermitQueue();
        queue.Put(Ticket("a", 0, false, new Flow("h", 5)), "silo");
        queue.Put(Ticket("b", 0, false, new Flow("h", 5)), "silo");
        queue.Put(Ticket("a", 0, false), "silo");

        Assert.Equal(2, queue.Count);
        Assert.Equal(["a", "b"], Drain(queue));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_happens_limits_hold_and_nothing_is_lost(int seed)
    {
        TestContext.Current.SendDiagnosticMessage("seed {0}", seed);
        var random = new Random(seed);
        var queue = new PermitQueue();
        var granted = new List<string?>();
        var waiting = new HashSet<string>(StringComparer.Ordinal);
        for (var step = 0; step < 5_000; step++)
        {
            switch (random.Next(4))
            {
                case 0:
                    var name = $"t{step}";
                    Flow[] flows = [.. Enumerable.Range(0, random.Next(3)).Select(f => new Flow($"h{f}", f + 1))];
                    queue.Put(Ticket(name, random.Next(20), random.Next(2) == 0, flows), "silo");
                    waiting.Add(name);
                    break;
                case 1 when waiting.Count > 0:
                    var gone = waiting.ElementAt(random.Next(waiting.Count));
                    Assert.NotNull(queue.Remove(gone));
                    waiting.Remove(gone);
                    break;
                case 2 when granted.Count > 0:
                    queue.Refund(granted[^1]);
                    granted.RemoveAt(granted.Count - 1);
                    break;
                default:
                    if (queue.Next() is var (entry, flow))
                    {
                        Assert.True(waiting.Remove(entry.Request.Ticket));
                        granted.Add(flow);
                    }

                    break;
            }

            Assert.Equal(waiting.Count, queue.Count);
            for (var f = 0; f < 3; f++)
            {
                Assert.Equal(granted.Count(flow => flow == $"h{f}"), queue.InFlight($"h{f}"));
                Assert.InRange(queue.InFlight($"h{f}"), 0, f + 1);
            }
        }
    }
}
