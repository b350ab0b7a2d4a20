using Actors.Gateway;

return await GatewayProcess.Run(async () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddClusterClient();
    builder.AddActorsGateway();
    builder.AddGatewayTelemetry();

    ListeningPorts.Check(builder.Configuration);
    var app = builder.Build();
    app.MapActorsGateway();
    await app.RunAsync();
});
