using Actors.Gateway;

return await GatewayProcess.Run(async () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddClusterClient();
    builder.AddActorsGateway();
    builder.AddGatewayTelemetry();

    var app = builder.Build();
    app.MapActorsGateway();
    await app.RunAsync();
});
